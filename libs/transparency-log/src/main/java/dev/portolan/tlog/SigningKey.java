package dev.portolan.tlog;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key that signs notes with Ed25519. Its text has two lines: the secret half as the tools of the Go checksum database
 * write it, {@code PRIVATE+KEY+<name>+<key id>+<Base64 of type and seed>}, and the {@link VerifierKey}.
 */
public final class SigningKey {

    private static final String PRIVATE = "PRIVATE+KEY+";
    private static final String PROBE = "a note to see whether both halves belong together\n";

    private final VerifierKey verifier;
    private final byte[] seed;

    private SigningKey(VerifierKey verifier, byte[] seed) {
        this.verifier = verifier;
        this.seed = seed;
    }

    /** A new key. @throws IllegalArgumentException if {@code name} is empty or has white space or a plus */
    public static SigningKey generate(String name) {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] seed = ((EdECPrivateKey) pair.getPrivate())
                    .getBytes()
                    .orElseThrow(() -> new IllegalStateException("the key generator keeps the seed to itself"));
            return new SigningKey(new VerifierKey(name, encoded((EdECPublicKey) pair.getPublic())), seed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        }
    }

    /** Reads {@link #text()}. @throws IllegalArgumentException if it is none, or its halves do not belong together */
    public static SigningKey parse(String text) {
        String[] lines = text.strip().split("\n", 2);
        if (lines.length != 2) {
            throw new IllegalArgumentException("a signing key has two lines: PRIVATE+KEY+… and its vkey");
        }
        VerifierKey verifier = VerifierKey.parse(lines[1]);
        // Base64 has plus signs of its own
        String[] parts = lines[0].split("\\+", 5);
        byte[] material = Base64.getDecoder().decode(parts[parts.length - 1].strip());
        SigningKey key = new SigningKey(verifier, Arrays.copyOfRange(material, 1, Math.max(1, material.length)));
        if (!key.text().strip().equals(text.strip()) || !verifier.verifies(PROBE, key.signature(PROBE))) {
            throw new IllegalArgumentException("the secret half of the signing key does not belong to its vkey");
        }
        return key;
    }

    /** The public half. */
    public VerifierKey verifier() {
        return verifier;
    }

    /** Both halves as text, two lines. It is secret. */
    public String text() {
        byte[] material =
                ByteBuffer.allocate(1 + seed.length).put((byte) 1).put(seed).array();
        String id = HexFormat.of().toHexDigits(verifier.id());
        String secret =
                PRIVATE + verifier.name() + "+" + id + "+" + Base64.getEncoder().encodeToString(material);
        return secret + "\n" + verifier + "\n";
    }

    /** Signature under {@code text}, 64 bytes. */
    byte[] signature(String text) {
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(key);
            ed25519.update(text.getBytes(StandardCharsets.UTF_8));
            return ed25519.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 key", e);
        }
    }

    /** Only the public half: what is printed may be logged. */
    @Override
    public String toString() {
        return verifier.toString();
    }

    /** RFC 8032 §5.1.2. */
    private static byte[] encoded(EdECPublicKey key) {
        BigInteger y = key.getPoint().getY();
        byte[] point = new byte[32];
        for (int i = 0; i < point.length; i++) {
            point[i] = y.shiftRight(8 * i).byteValue();
        }
        if (key.getPoint().isXOdd()) {
            point[31] |= (byte) 0x80;
        }
        return point;
    }
}
