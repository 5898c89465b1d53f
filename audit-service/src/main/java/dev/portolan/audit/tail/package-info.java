/**
 * The trail as it grows: decides who may listen, from where on and for how long. The order is that of the log, so
 * nothing that is committed late is missed. Refuses to know what listeners do with the records.
 */
@NullMarked
package dev.portolan.audit.tail;

import org.jspecify.annotations.NullMarked;
