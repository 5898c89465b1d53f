/**
 * Who is calling, and whether the request may come from where it comes: verified access tokens become callers, and
 * clients without one learn where to get it. It permits nothing, and what is asked for is not known here.
 */
@NullMarked
package dev.portolan.gateway.identity;

import org.jspecify.annotations.NullMarked;
