/**
 * The durable record of every request. Only here is a call admitted, and only here does an answer become one that
 * may leave; how calls are decided or forwarded is not known here.
 */
@NullMarked
package dev.portolan.gateway.audit;

import org.jspecify.annotations.NullMarked;
