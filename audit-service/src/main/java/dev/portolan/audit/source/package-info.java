/**
 * Who delivers records, how far each is, and what is given up as lost. Knows who asks and the notes of the log; refuses
 * to know records.
 */
@NullMarked
package dev.portolan.audit.source;

import org.jspecify.annotations.NullMarked;
