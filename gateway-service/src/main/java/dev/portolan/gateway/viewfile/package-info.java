/**
 * Which views there are: views.yaml, read, checked as a whole and watched, and told of where it names what is not
 * there. What a view does to a tool is decided in {@code view}, which does not know this package.
 */
@NullMarked
package dev.portolan.gateway.viewfile;

import org.jspecify.annotations.NullMarked;
