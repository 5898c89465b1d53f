/**
 * Who reads the audit trail, as records of the audit trail: decides what is written about a read, and that nothing
 * is read without it. Refuses to know how records are found.
 */
@NullMarked
package dev.portolan.audit.access;

import org.jspecify.annotations.NullMarked;
