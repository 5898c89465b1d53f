package dev.portolan.audit.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Base64;

/** Key files in a directory. */
public final class PayloadKeys {

    private PayloadKeys() {}

    /** Writes a private key that gateways seal to; gives its public half. */
    public static String sealing(Path file) {
        try {
            KeyPair keys = KeyPairGenerator.getInstance("X25519").generateKeyPair();
            Files.writeString(file, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
            return pem("PUBLIC KEY", keys.getPublic().getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a key that wraps keys. */
    public static Path keyEncryption(Path file) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        try {
            return Files.writeString(file, Base64.getEncoder().encodeToString(key) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + Base64.getEncoder().encodeToString(der) + "\n-----END " + label
                + "-----\n";
    }
}
