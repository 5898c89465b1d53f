/**
 * Decides how commits, differences and blame are shown, and how much of them. Refuses to know files and directories.
 */
@NullMarked
package dev.portolan.connector.github.githistory;

import org.jspecify.annotations.NullMarked;
