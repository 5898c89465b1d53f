package dev.portolan.audit.people.keys;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Which data key.
 *
 * @param subject number of the person, 0 for nobody known
 * @param month its first day, UTC
 */
public record KeyId(long subject, LocalDate month) {

    /** Of a person's payloads at a moment. */
    public static KeyId at(long subject, Instant moment) {
        return new KeyId(subject, month(moment));
    }

    /** First day of the month of a moment, UTC. */
    public static LocalDate month(Instant moment) {
        return LocalDate.ofInstant(moment, ZoneOffset.UTC).withDayOfMonth(1);
    }

    /** What a wrapped key is bound to. */
    byte[] bound() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(subject)
                .putLong(month.toEpochDay())
                .array();
    }
}
