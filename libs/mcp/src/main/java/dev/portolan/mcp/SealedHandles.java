package dev.portolan.mcp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Handles that are given out to be given back: cursors, session ids, request state. A handle is its own content,
 * sealed with AES-256-GCM (NIST SP 800-38D), so that no server needs to remember it, nobody can read or forge it,
 * and it opens only for the principal and the purpose it was made for, until it expires.
 *
 * <p>Form: base64url of {@code version(1) | nonce(12) | ciphertext of (expiry seconds(8) | payload) | tag(16)};
 * purpose and principal are the additional authenticated data. The first key seals; all keys open, which is how keys
 * are rotated.
 */
public final class SealedHandles {
    private static final byte FORMAT = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final List<SecretKeySpec> keys;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param keys 32 bytes each, the newest first
     * @throws IllegalArgumentException if there is no key, or one of another length
     */
    public SealedHandles(List<byte[]> keys, Clock clock) {
        if (keys.isEmpty() || keys.stream().anyMatch(key -> key.length != 32)) {
            throw new IllegalArgumentException("sealing keys must be 32 bytes each, at least one");
        }
        this.keys = keys.stream().map(key -> new SecretKeySpec(key, "AES")).toList();
        this.clock = clock;
    }

    /** Seals a payload for one purpose and principal, openable for the given time. */
    public String seal(String purpose, String principal, byte[] payload, Duration lifetime) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] plain = ByteBuffer.allocate(8 + payload.length)
                .putLong(clock.instant().plus(lifetime).getEpochSecond())
                .put(payload)
                .array();
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keys.get(0), nonce, purpose, principal)
                    .doFinal(plain);
            byte[] handle = ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length)
                    .put(FORMAT)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return encode(handle);
        } catch (GeneralSecurityException missingAlgorithm) {
            throw new IllegalStateException("AES-256-GCM is not available", missingAlgorithm);
        }
    }

    /** The payload, or empty if the handle is altered, foreign, expired, or was made for somebody or something else. */
    public Optional<byte[]> open(String purpose, String principal, String handle) {
        byte[] raw = decode(handle);
        if (raw.length < 1 + NONCE_BYTES + 8 + TAG_BITS / 8 || raw[0] != FORMAT) {
            return Optional.empty();
        }
        return keys.stream()
                .map(key -> decrypt(key, raw, purpose, principal))
                .flatMap(Optional::stream)
                .findFirst()
                .filter(plain -> plain.getLong() >= clock.instant().getEpochSecond())
                .map(plain -> {
                    byte[] payload = new byte[plain.remaining()];
                    plain.get(payload);
                    return payload;
                });
    }

    /** Each handle has one spelling: what is known by it, such as a session that ended, has no second name. */
    private static byte[] decode(String handle) {
        try {
            byte[] raw = Base64.getUrlDecoder().decode(handle);
            return encode(raw).equals(handle) ? raw : new byte[0];
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }

    private static String encode(byte[] raw) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
    }

    private static Optional<ByteBuffer> decrypt(SecretKeySpec key, byte[] raw, String purpose, String principal) {
        byte[] nonce = Arrays.copyOfRange(raw, 1, 1 + NONCE_BYTES);
        try {
            return Optional.of(ByteBuffer.wrap(cipher(Cipher.DECRYPT_MODE, key, nonce, purpose, principal)
                    .doFinal(raw, 1 + NONCE_BYTES, raw.length - 1 - NONCE_BYTES)));
        } catch (GeneralSecurityException notThisKey) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String purpose, String principal)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        byte[] first = purpose.getBytes(StandardCharsets.UTF_8);
        cipher.updateAAD(ByteBuffer.allocate(4).putInt(first.length).array());
        cipher.updateAAD(first);
        cipher.updateAAD(principal.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
