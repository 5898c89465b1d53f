/**
 * What travels beside a record and can be erased: who acted, and what was kept of arguments and result. Decides how a
 * record is bound to it ({@code Commitment}), the form it has, and how it is sealed to audit-service and opened there.
 */
@NullMarked
package dev.portolan.audit.event.seal;

import org.jspecify.annotations.NullMarked;
