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
 * The public half of a key that signs notes with Ed25519: of a log, type 0x01 of C2SP signed-note, or of a witness,
 * type 0x04 of C2SP tlog-cosignature. Its text is a <em>vkey</em>: {@code <name>+<key id in hex>+<Base64 of type and
 * key>}.
 */
public final class VerifierKey {

    private static final byte ED25519 = 1;
    private static final byte COSIGNATURE = 4;
    private static final int KEY_BYTES = 32;

    private final String name;
    private final byte type;
    private final byte[] point;
    private final PublicKey key;

    VerifierKey(String name, byte[] point) {
        this(name, ED25519, point);
    }

    private VerifierKey(String name, byte type, byte[] point) {
        if (!isName(name) || point.length != KEY_BYTES) {
            throw new IllegalArgumentException("not an Ed25519 key with a name");
        }
        this.name = name;
        this.type = type;
        this.point = point.clone();
        this.key = decoded(point);
    }

    /** @throws IllegalArgumentException if this is not the vkey of an Ed25519 key, of a log or a witness */
    public static VerifierKey parse(String vkey) {
        String[] parts = vkey.strip().split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a vkey has three parts with + between them");
        }
        byte[] material = Base64.getDecoder().decode(parts[2]);
        if (material.length != 1 + KEY_BYTES || material[0] != ED25519 && material[0] != COSIGNATURE) {
            throw new IllegalArgumentException("not a vkey of type Ed25519");
        }
        VerifierKey parsed = new VerifierKey(parts[0], material[0], Arrays.copyOfRange(material, 1, material.length));
        if (!parsed.toString().equals(vkey.strip())) {
            throw new IllegalArgumentException("the vkey's id does not belong to its key");
        }
        return parsed;
    }

    /** Name of the key: the log's origin. */
    public String name() {
        return name;
    }

    /** Whether it is a witness's: what it signs says that a checkpoint continues all it saw before, and when. */
    public boolean isWitness() {
        return type == COSIGNATURE;
    }

    /** Whether it wraps the same key as another, whatever they are called. */
    boolean isSameKey(VerifierKey other) {
        return Arrays.equals(point, other.point);
    }

    /** The four bytes that stand before its signatures. */
    int id() {
        MessageDigest digest = Hash.sha256();
        digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(type);
        return ByteBuffer.wrap(digest.digest(point)).getInt();
    }

    /** Whether {@code signature} is this key's under {@code text}. */
    boolean verifies(String text, byte[] signature) {
        if (!isWitness()) {
            return signed(text, signature);
        }
        long time = signature.length > Long.BYTES ? ByteBuffer.wrap(signature).getLong() : 0;
        return time > 0
                && signed(
                        "cosignature/v1\ntime " + time + "\n" + text,
                        Arrays.copyOfRange(signature, Long.BYTES, signature.length));
    }

    private boolean signed(String text, byte[] signature) {
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
                ByteBuffer.allocate(1 + KEY_BYTES).put(type).put(point).array();
        return name + "+" + HexFormat.of().toHexDigits(id()) + "+"
                + Base64.getEncoder().encodeToString(material);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VerifierKey that
                && name.equals(that.name)
                && type == that.type
                && Arrays.equals(point, that.point);
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
