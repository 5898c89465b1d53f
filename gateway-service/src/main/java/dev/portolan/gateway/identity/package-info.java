/**
 * Who is calling: verified access tokens become callers. It permits nothing.
 */
@NullMarked
package dev.portolan.gateway.identity;

import org.jspecify.annotations.NullMarked;
