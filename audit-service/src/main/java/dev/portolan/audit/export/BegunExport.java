package dev.portolan.audit.export;

import jakarta.ws.rs.core.StreamingOutput;
import java.util.UUID;

/**
 * An export that is on record and not written yet.
 *
 * @param callId under which it is on record
 * @param archive writes it
 */
record BegunExport(UUID callId, StreamingOutput archive) {}
