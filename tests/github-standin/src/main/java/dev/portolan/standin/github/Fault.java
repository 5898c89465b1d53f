package dev.portolan.standin.github;

import java.util.Locale;

/**
 * What goes wrong with one request instead of an answer, or on the way to it.
 *
 * @param value what the kind needs: a raw Retry-After header (empty: none), a status, milliseconds, bytes, an address
 */
public record Fault(Kind kind, String value) {

    /** The kinds of trouble. */
    public enum Kind {
        /** 403 with the message of a secondary limit; the value is the Retry-After header as it stands. */
        SECONDARY_LIMIT_403,
        /** 429 with the message of a secondary limit; the value is the Retry-After header as it stands. */
        SECONDARY_LIMIT_429,
        /** An error of the server; the value is the status. */
        STATUS,
        /** The true answer, late; the value is milliseconds. */
        SLOW,
        /** 200 with JSON of so many bytes. */
        HUGE,
        /** 200 with a body that breaks off in the middle of its JSON. */
        BROKEN_JSON,
        /** The connection ends without an answer. */
        DROP,
        /** 302 to another place; the value is the address. */
        REDIRECT;

        /** Reads the spelling used over HTTP, for example {@code secondary_limit_403}. */
        static Kind of(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }
}
