/** Bad input of every sort, generated from seeds, over sockets: what holds for every answer of the gateway. */
@NullMarked
package dev.portolan.gateway.fuzz;

import org.jspecify.annotations.NullMarked;
