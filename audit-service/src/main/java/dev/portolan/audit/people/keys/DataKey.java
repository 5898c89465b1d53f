package dev.portolan.audit.people.keys;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;

/** The key of the payloads of one person and month. */
public final class DataKey {

    private static final int BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    DataKey(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /** As it is stored; empty if it cannot be unwrapped here, or was altered. */
    public static Optional<DataKey> unwrapped(KeyEncryption encryption, KeyId id, String kek, byte[] wrapped) {
        return encryption.unwrap(kek, wrapped, id.bound()).map(DataKey::new);
    }

    static byte[] drawn() {
        byte[] key = new byte[BYTES];
        RANDOM.nextBytes(key);
        return key;
    }

    /** Encrypts the payload of a record; nonce, ciphertext, tag. */
    public byte[] seal(UUID eventId, byte[] payload) {
        return AesGcm.seal(key, payload, bound(eventId));
    }

    /** The payload of a record; empty if it was altered or is another record's. */
    public Optional<byte[]> open(UUID eventId, byte[] sealed) {
        return AesGcm.open(key, sealed, bound(eventId));
    }

    private static byte[] bound(UUID eventId) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(eventId.getMostSignificantBits())
                .putLong(eventId.getLeastSignificantBits())
                .array();
    }
}
