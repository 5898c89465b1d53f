/**
 * What the log says of itself, as entries among the records: that numbers are lost, that it was begun anew. Knows the
 * head of the log; refuses to know who decides and what is signed.
 */
@NullMarked
package dev.portolan.audit.ledger.note;

import org.jspecify.annotations.NullMarked;
