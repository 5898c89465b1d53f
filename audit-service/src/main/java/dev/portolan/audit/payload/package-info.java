/**
 * What was sent and answered, as far as it is kept: decides what of a record is shown to whom has a reason, and holds
 * it against what the log commits to. Refuses to know how payloads are encrypted.
 */
@NullMarked
package dev.portolan.audit.payload;

import org.jspecify.annotations.NullMarked;
