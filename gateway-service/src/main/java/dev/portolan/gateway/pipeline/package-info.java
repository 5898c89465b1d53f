/**
 * The sentences: one call, one list, each from request to answer, in the order of the other packages.
 */
@NullMarked
package dev.portolan.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
