package dev.portolan.tlog.bundle;

import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.SignedNote;
import java.nio.charset.StandardCharsets;

/**
 * A checkpoint and the time stamp that says that it existed (RFC 3161).
 *
 * @param checkpoint what was stamped: the signed note with the signatures of the log alone, in UTF-8
 * @param token the TimeStampToken, DER
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Stamp(byte[] checkpoint, byte[] token) {

    /** What was stamped, read. @throws IllegalArgumentException if it is no checkpoint */
    public Checkpoint head() {
        return Checkpoint.parse(
                SignedNote.parse(new String(checkpoint, StandardCharsets.UTF_8)).text());
    }
}
