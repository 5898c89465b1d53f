package dev.portolan.audit.event.seal;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Disclosures and keys to test with. */
final class Disclosures {

    static final SecureRandom SALTS = new SecureRandom();
    static final String DIGEST = "cd".repeat(32);

    private Disclosures() {}

    static Identity alice() {
        return new Identity(
                Commitment.salt(SALTS), "f3a1", "alice", "https://idp.example", List.of("engineering", "staff"));
    }

    static Disclosure usual() {
        return new Disclosure(alice(), Disclosed.of(SALTS, DIGEST, "{\"token\":\"[redacted]\"}"), null);
    }

    /** Every text and list as long as it may be, of the characters that take most bytes. */
    static Disclosure largest() {
        String wide = "\u6f22".repeat(5000);
        Identity who = new Identity(Commitment.salt(SALTS), wide, wide, wide, Collections.nCopies(500, wide));
        return new Disclosure(who, Disclosed.of(SALTS, DIGEST, "\"".repeat(Disclosed.MAX_TEXT_BYTES / 2)), null);
    }

    static Disclosure any(Random random) {
        return new Disclosure(
                random.nextBoolean()
                        ? null
                        : new Identity(Commitment.salt(SALTS), text(random), "", text(random), List.of()),
                random.nextBoolean() ? null : Disclosed.of(SALTS, DIGEST, text(random)),
                random.nextBoolean() ? null : Disclosed.of(SALTS, DIGEST, text(random)));
    }

    private static String text(Random random) {
        return random.ints(random.nextInt(200), 0x20, 0x2FFFF)
                .filter(c -> !Character.isSurrogate((char) c) && c != 0x7F)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("X25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Sealer sealer(KeyPair keys) {
        return Sealer.to(pem("PUBLIC KEY", keys.getPublic().getEncoded()));
    }

    static Opener opener(KeyPair... keys) {
        return Opener.with(java.util.stream.Stream.of(keys)
                .map(pair -> pem("PRIVATE KEY", pair.getPrivate().getEncoded()))
                .toList());
    }

    static String pem(String label, byte[] der) {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }
}
