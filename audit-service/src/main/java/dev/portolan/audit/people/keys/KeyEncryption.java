package dev.portolan.audit.people.keys;

import java.util.Optional;

/**
 * Wraps the keys of payloads, so that the database alone opens nothing. Here the wrapping keys are in files; a key
 * management service has the same three operations.
 */
public interface KeyEncryption {

    /** Name of the key that wraps from now on; says nothing of the key itself. */
    String current();

    /**
     * Wraps with {@link #current}.
     *
     * @param bound what the key is for; it is unwrapped for nothing else
     */
    byte[] wrap(byte[] key, byte[] bound);

    /** What {@link #wrap} was given; empty if there is no key of this name, or {@code wrapped} was altered. */
    Optional<byte[]> unwrap(String name, byte[] wrapped, byte[] bound);
}
