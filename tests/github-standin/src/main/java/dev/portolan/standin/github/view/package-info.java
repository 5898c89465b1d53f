/**
 * Decides how things of the world look as JSON, field by field as GitHub's API description demands. Refuses to know
 * which route asked.
 */
@NullMarked
package dev.portolan.standin.github.view;

import org.jspecify.annotations.NullMarked;
