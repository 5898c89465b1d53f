/**
 * Others who hold the log to what it signed: sends each new checkpoint to witnesses, keeps what they sign, and decides
 * which checkpoint is shown. Refuses to know what is signed and to whom it is shown.
 */
@NullMarked
package dev.portolan.audit.witness;

import org.jspecify.annotations.NullMarked;
