package dev.portolan.audit.event.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a record holds in the place of something that must be erasable: HMAC-SHA-256, keyed by a random salt, over the
 * SHA-256 of the thing followed by what is kept of it as text. Who has the salt can prove what was committed to; who
 * has not, cannot even try a guess. So with its salt destroyed a commitment says nothing any more, while every proof
 * about the record that holds it stays what it was.
 */
public final class Commitment {

    private static final String HMAC = "HmacSHA256";
    private static final int SALT_BYTES = 16;

    private Commitment() {}

    /** A new salt, in Base64. */
    public static String salt(SecureRandom random) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return Base64.getEncoder().encodeToString(salt);
    }

    /**
     * The commitment, 64 lower-case hex digits.
     *
     * @param sha256 of the thing, 64 hex digits
     * @param kept of it as text; may be empty
     */
    static String of(String salt, String sha256, String kept) {
        try {
            Mac hmac = Mac.getInstance(HMAC);
            hmac.init(new SecretKeySpec(Base64.getDecoder().decode(salt), HMAC));
            hmac.update(HexFormat.of().parseHex(sha256));
            return HexFormat.of().formatHex(hmac.doFinal(kept.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    /** @throws IllegalArgumentException if it is not the Base64 of 16 bytes */
    static String checkedSalt(String salt) {
        if (Base64.getDecoder().decode(salt).length != SALT_BYTES) {
            throw new IllegalArgumentException("a salt has " + SALT_BYTES + " bytes");
        }
        return salt;
    }
}
