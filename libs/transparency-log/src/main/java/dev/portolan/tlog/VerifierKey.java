package dev.portolan.tlog;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * The public half of a key that signs notes: Ed25519, type 0x01 of C2SP signed-note. Its text is a <em>vkey</em>:
 * {@code <name>+<key id in hex>+<Base64 of type and public key>}.
 */
public final class VerifierKey {

    private static final byte ED25519 = 1;
    private static final int KEY_BYTES = 32;

    private final String name;
    private final byte[] point;
    private final PublicKey key;

    VerifierKey(String name, byte[] point) {
        if (!isName(name) || point.length != KEY_BYTES) {
            throw new IllegalArgumentException("not an Ed25519 key with a name");
        }
        this.name = name;
        this.point = point.clone();
        this.key = decoded(point);
    }

    /** @throws IllegalArgumentException if this is not the vkey of an Ed25519 key */
    public static VerifierKey parse(String vkey) {
        String[] parts = vkey.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a vkey has three parts with + between them");
        }
        byte[] material = Base64.getDecoder().decode(parts[2]);
        if (material.length != 1 + KEY_BYTES || material[0] != ED25519) {
            throw new IllegalArgumentException("not a vkey of type Ed25519");
        }
        VerifierKey parsed = new VerifierKey(parts[0], Arrays.copyOfRange(material, 1, material.length));
        if (!parsed.toString().equals(vkey.strip())) {
            throw new IllegalArgumentException("the vkey's id does not belong to its key");
        }
        return parsed;
    }

    /** Name of the key: the log's origin. */
    public String name() {
        return name;
    }

    /** The four bytes that stand before its signatures. */
    int id() {
        MessageDigest digest = Hash.sha256();
        digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(ED25519);
        return ByteBuffer.wrap(digest.digest(point)).getInt();
    }

    /** Whether {@code signature} is this key's under {@code text}. */
    boolean verifies(String text, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            return ed25519.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // what cannot be a signature at all
        }
    }

    /** The vkey. */
    @Override
    public String toString() {
        byte[] material =
                ByteBuffer.allocate(1 + KEY_BYTES).put(ED25519).put(point).array();
        return name + "+" + HexFormat.of().toHexDigits(id()) + "+"
                + Base64.getEncoder().encodeToString(material);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that && name.equals(that.name) && Arrays.equals(point, that.point);
    }

    @Override
    public int hashCode() {
        return id();
    }

    /** Not empty, without white space, plus or control characters. */
    static boolean isName(String name) {
        return !name.isEmpty()
                && name.indexOf('+') < 0
                && name.codePoints().noneMatch(Character::isWhitespace)
                && name.codePoints().noneMatch(Character::isSpaceChar)
                && name.codePoints().noneMatch(Character::isISOControl);
    }

    /** RFC 8032 §5.1.2: y in little-endian, the sign of x in the highest bit. */
    private static PublicKey decoded(byte[] point) {
        byte[] bigEndian = new byte[KEY_BYTES];
        for (int i = 0; i < KEY_BYTES; i++) {
            bigEndian[i] = point[KEY_BYTES - 1 - i];
        }
        boolean odd = bigEndian[0] < 0;
        bigEndian[0] &= 0x7f;
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new EdECPublicKeySpec(
                            NamedParameterSpec.ED25519, new EdECPoint(odd, new BigInteger(1, bigEndian))));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 public key", e);
        }
    }
}
