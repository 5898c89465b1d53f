package dev.portolan.audit.event.seal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.event.Events;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The sealed form is what RFC 9180 says: opened here with the JDK alone, step by step as the RFC has them. */
class ByHandTest {

    private static final byte[] KEM = ascii("KEM").appended(0x00, 0x20).bytes();
    private static final byte[] HPKE =
            ascii("HPKE").appended(0x00, 0x20, 0x00, 0x01, 0xFF, 0xFF).bytes();

    @Test
    void whatIsSealedCanBeOpenedByHand() throws GeneralSecurityException {
        KeyPair keys = Disclosures.keys();
        UUID id = Events.IDS.next();
        Disclosure disclosure = Disclosures.usual();

        byte[] sealed = Base64.getDecoder().decode(Disclosures.sealer(keys).seal(id, disclosure));

        byte[] encapsulated = Arrays.copyOf(sealed, 32);
        byte[] key = exported(shared(encapsulated, keys));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(128, Arrays.copyOfRange(sealed, 32, 44)));
        cipher.updateAAD(ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
        assertThat(cipher.doFinal(sealed, 44, sealed.length - 44)).isEqualTo(disclosure.canonical());
    }

    /** Decap of DHKEM(X25519, HKDF-SHA256), §4.1. */
    private static byte[] shared(byte[] encapsulated, KeyPair keys) throws GeneralSecurityException {
        byte[] dh = agreed(keys.getPrivate(), point(encapsulated));
        byte[] context =
                new Bytes().with(encapsulated).with(encoded(keys.getPublic())).bytes();
        return expand(extract(new byte[0], "eae_prk", dh, KEM), "shared_secret", context, KEM);
    }

    /** KeySchedule of mode_base, §5.1, and Export, §5.3. */
    private static byte[] exported(byte[] shared) throws GeneralSecurityException {
        byte[] context = new Bytes()
                .appended(0x00)
                .with(extract(new byte[0], "psk_id_hash", new byte[0], HPKE))
                .with(extract(
                        new byte[0], "info_hash", ascii("portolan.audit/2").bytes(), HPKE))
                .bytes();
        byte[] secret = extract(shared, "secret", new byte[0], HPKE);
        byte[] exporter = expand(secret, "exp", context, HPKE);
        return expand(exporter, "sec", ascii("portolan.audit/2 disclosure").bytes(), HPKE);
    }

    /** LabeledExtract, §4. */
    private static byte[] extract(byte[] salt, String label, byte[] material, byte[] suite)
            throws GeneralSecurityException {
        byte[] labeled = ascii("HPKE-v1")
                .with(suite)
                .with(ascii(label).bytes())
                .with(material)
                .bytes();
        return hmac(salt.length == 0 ? new byte[32] : salt, labeled);
    }

    /** LabeledExpand to 32 bytes, §4: one block of HKDF-Expand. */
    private static byte[] expand(byte[] key, String label, byte[] info, byte[] suite) throws GeneralSecurityException {
        byte[] labeled = new Bytes()
                .appended(0x00, 0x20)
                .with(ascii("HPKE-v1").bytes())
                .with(suite)
                .with(ascii(label).bytes())
                .with(info)
                .appended(0x01)
                .bytes();
        return hmac(key, labeled);
    }

    private static byte[] hmac(byte[] key, byte[] data) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(data);
    }

    private static byte[] agreed(PrivateKey mine, PublicKey other) throws GeneralSecurityException {
        KeyAgreement x25519 = KeyAgreement.getInstance("X25519");
        x25519.init(mine);
        x25519.doPhase(other, true);
        return x25519.generateSecret();
    }

    private static PublicKey point(byte[] littleEndian) throws GeneralSecurityException {
        return KeyFactory.getInstance("X25519")
                .generatePublic(
                        new XECPublicKeySpec(NamedParameterSpec.X25519, new BigInteger(1, reversed(littleEndian))));
    }

    private static byte[] encoded(PublicKey key) {
        byte[] bigEndian = ((XECPublicKey) key).getU().toByteArray();
        return Arrays.copyOf(reversed(bigEndian), 32);
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static Bytes ascii(String text) {
        return new Bytes().with(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes with(byte[] more) {
            out.writeBytes(more);
            return this;
        }

        Bytes appended(int... more) {
            for (int octet : more) {
                out.write(octet);
            }
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
