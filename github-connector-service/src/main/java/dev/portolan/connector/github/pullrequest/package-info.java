/**
 * Decides how pull requests and their changes are shown, and how much of a change. Refuses to change any.
 */
@NullMarked
package dev.portolan.connector.github.pullrequest;

import org.jspecify.annotations.NullMarked;
