/**
 * The nouns of the gateway: who calls, what is asked, and every reason there may be no answer.
 * It knows no catalog, no policy and no network.
 */
@NullMarked
package dev.portolan.gateway.call;

import org.jspecify.annotations.NullMarked;
