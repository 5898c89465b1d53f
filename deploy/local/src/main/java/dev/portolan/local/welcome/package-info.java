/**
 * The sample Git repository that the first start makes, for people who want to try the Git tools at once. It decides
 * its history and refuses to touch a repository that is there.
 */
@NullMarked
package dev.portolan.local.welcome;

import org.jspecify.annotations.NullMarked;
