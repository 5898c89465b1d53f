/**
 * Decides how issues are listed, read, opened and commented. Refuses to know pull requests beyond telling them apart.
 */
@NullMarked
package dev.portolan.connector.github.issue;

import org.jspecify.annotations.NullMarked;
