/**
 * Decides what each path of the API does: look up, page, create, refuse. Refuses to know sockets and budgets.
 */
@NullMarked
package dev.portolan.standin.github.route;

import org.jspecify.annotations.NullMarked;
