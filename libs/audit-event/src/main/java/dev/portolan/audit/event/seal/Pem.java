package dev.portolan.audit.event.seal;

import java.io.IOException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** X25519 keys as {@code openssl genpkey -algorithm X25519} writes them (RFC 7468, RFC 8410). */
final class Pem {

    private Pem() {}

    /** @throws IllegalArgumentException if {@code pem} has none; says nothing of what it has */
    static X25519PublicKeyParameters publicKey(String pem) {
        try {
            if (PublicKeyFactory.createKey(block(pem, "PUBLIC KEY")) instanceof X25519PublicKeyParameters key) {
                return key;
            }
        } catch (IOException | IllegalArgumentException malformed) {
            throw none("PUBLIC KEY");
        }
        throw none("PUBLIC KEY");
    }

    /** @throws IllegalArgumentException likewise */
    static AsymmetricCipherKeyPair keyPair(String pem) {
        try {
            if (PrivateKeyFactory.createKey(block(pem, "PRIVATE KEY")) instanceof X25519PrivateKeyParameters key) {
                return new AsymmetricCipherKeyPair(key.generatePublicKey(), key);
            }
        } catch (IOException | IllegalArgumentException malformed) {
            throw none("PRIVATE KEY");
        }
        throw none("PRIVATE KEY");
    }

    private static byte[] block(String pem, String label) {
        Matcher block = Pattern.compile("-----BEGIN " + label + "-----([^-]*)-----END " + label + "-----")
                .matcher(pem);
        if (!block.find()) {
            throw none(label);
        }
        return Base64.getMimeDecoder().decode(block.group(1));
    }

    private static IllegalArgumentException none(String label) {
        return new IllegalArgumentException("not a PEM block " + label + " of an X25519 key");
    }
}
