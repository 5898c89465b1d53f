package dev.portolan.audit.people;

import dev.portolan.audit.event.seal.Identity;
import dev.portolan.audit.people.keys.KeyId;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * That somebody acted.
 *
 * @param commitment to who, as in the record; empty if nobody is known
 * @param who what it commits to; null if the record does not disclose it
 * @param at when
 * @param payload whether something of theirs is to be stored under a key
 */
public record Acted(String commitment, @Nullable Identity who, Instant at, boolean payload) {

    /** What is remembered of it: who in which month. */
    Seen seen() {
        return new Seen(commitment, KeyId.month(at));
    }

    /**
     * A commitment in a month.
     *
     * @param commitment to who
     * @param month its first day, UTC
     */
    record Seen(String commitment, LocalDate month) {}
}
