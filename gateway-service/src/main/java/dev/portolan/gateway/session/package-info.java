/**
 * Sessions that clients of the older era hold with the gateway: sealed into their ids, and what of them is under way
 * on this replica.
 */
@NullMarked
package dev.portolan.gateway.session;

import org.jspecify.annotations.NullMarked;
