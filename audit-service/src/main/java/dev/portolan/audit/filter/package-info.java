/**
 * The filter language, a subset of CEL: decides what may be said about a record, and turns it into a condition whose
 * values stay values. Refuses to know who asks and what is done with the records.
 */
@NullMarked
package dev.portolan.audit.filter;

import org.jspecify.annotations.NullMarked;
