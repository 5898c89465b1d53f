package dev.portolan.audit.event.seal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.hpke.HPKE;

/**
 * The sealed form, and what sealing and opening share: HPKE (RFC 9180) in base mode with DHKEM(X25519, HKDF-SHA256) and
 * HKDF-SHA256, export only. HPKE agrees on a key once for many disclosures; each is sealed under that key by
 * AES-256-GCM with a nonce of its own, so that they can be opened in any order.
 *
 * @param encapsulated HPKE's encapsulated key, 32 bytes
 * @param nonce 12 bytes
 * @param ciphertext with its tag of 16 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // taken apart at once, never compared
record Envelope(byte[] encapsulated, byte[] nonce, byte[] ciphertext) {

    static final String CIPHER = "AES/GCM/NoPadding";

    /** HPKE's info: what the agreement is for. */
    static final byte[] INFO = ascii("portolan.audit/2");

    static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 12;

    private static final byte[] EXPORTER_CONTEXT = ascii("portolan.audit/2 disclosure");
    private static final int ENCAPSULATED_BYTES = 32;
    private static final int TAG_BITS = 128;

    static HPKE hpke() {
        return new HPKE(HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_EXPORT_ONLY);
    }

    /** HPKE's exporter context. */
    static byte[] exporterContext() {
        return EXPORTER_CONTEXT.clone();
    }

    static SecretKeySpec key(byte[] exported) {
        return new SecretKeySpec(exported, "AES");
    }

    static GCMParameterSpec parameters(byte[] nonce) {
        return new GCMParameterSpec(TAG_BITS, nonce);
    }

    /** What a disclosure is bound to: the 16 bytes of its record's identifier. */
    static byte[] bound(UUID eventId) {
        return ByteBuffer.allocate(16)
                .putLong(eventId.getMostSignificantBits())
                .putLong(eventId.getLeastSignificantBits())
                .array();
    }

    /** @throws IllegalArgumentException if it is not Base64 as a sealer writes it, or too short */
    static Envelope read(String sealed) {
        byte[] bytes = Base64.getDecoder().decode(sealed);
        int ciphertext = ENCAPSULATED_BYTES + NONCE_BYTES;
        boolean oneForm = Base64.getEncoder().encodeToString(bytes).equals(sealed);
        if (!oneForm || bytes.length < ciphertext + TAG_BITS / Byte.SIZE) {
            throw new IllegalArgumentException("not what a sealer writes");
        }
        return new Envelope(
                Arrays.copyOf(bytes, ENCAPSULATED_BYTES),
                Arrays.copyOfRange(bytes, ENCAPSULATED_BYTES, ciphertext),
                Arrays.copyOfRange(bytes, ciphertext, bytes.length));
    }

    String text() {
        byte[] bytes = ByteBuffer.allocate(encapsulated.length + nonce.length + ciphertext.length)
                .put(encapsulated)
                .put(nonce)
                .put(ciphertext)
                .array();
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
