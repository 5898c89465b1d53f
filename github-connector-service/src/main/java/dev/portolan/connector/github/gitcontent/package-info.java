/**
 * Decides how repositories, branches, tags, files and matches are shown, and how much. Refuses to know differences.
 */
@NullMarked
package dev.portolan.connector.github.gitcontent;

import org.jspecify.annotations.NullMarked;
