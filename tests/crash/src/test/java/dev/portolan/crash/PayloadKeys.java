package dev.portolan.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The keys of one run, which outlive all its processes: what a gateway seals with, audit-service opens with. */
final class PayloadKeys {
    private PayloadKeys() {}

    /** Makes them, once. */
    static void make(Path work) throws IOException {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("X25519").generateKeyPair();
            Files.writeString(open(work), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            Files.writeString(secret(work), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            Files.writeString(wrapping(work), Base64.getEncoder().encodeToString(new byte[32]) + "\n");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For the gateway. */
    static Path open(Path work) {
        return work.resolve("payload.pub");
    }

    /** For audit-service: what it opens with. */
    static Path secret(Path work) {
        return work.resolve("payload.key");
    }

    /** For audit-service: what it keeps keys under. */
    static Path wrapping(Path work) {
        return work.resolve("payload.kek");
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }
}
