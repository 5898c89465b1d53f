/**
 * Who may see and use what: rules over callers and features, pure and synchronous. Only here is a call
 * permitted; where the rules come from is not known here.
 */
@NullMarked
package dev.portolan.gateway.policy;

import org.jspecify.annotations.NullMarked;
