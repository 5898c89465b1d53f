/** How records and segments stand on disk: lengths, checksums and hashes, and nothing of files. */
@NullMarked
package dev.portolan.audit.spool.frame;

import org.jspecify.annotations.NullMarked;
