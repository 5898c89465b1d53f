/** Finds secrets in what is about to be kept and takes them out, before anything is written or sealed. */
@NullMarked
package dev.portolan.gateway.redaction;

import org.jspecify.annotations.NullMarked;
