package dev.portolan.audit.event.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.jspecify.annotations.Nullable;

/**
 * Opens what was sealed to any of its keys; several while one replaces another. Safe for use by many threads.
 */
public final class Opener {

    /** So many agreed keys are remembered: each costs a key agreement, and each boot of a gateway has a few. */
    private static final int REMEMBERED = 256;

    private final List<AsymmetricCipherKeyPair> keys;

    private final Map<ByteBuffer, SecretKeySpec> agreed = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, SecretKeySpec> eldest) {
            return size() > REMEMBERED;
        }
    };

    private Opener(List<AsymmetricCipherKeyPair> keys) {
        this.keys = keys;
    }

    /**
     * With the private keys in {@code pems}: in each a PEM block {@code PRIVATE KEY} (RFC 8410) of an X25519 key.
     *
     * @throws IllegalArgumentException if one is none
     */
    public static Opener with(Collection<String> pems) {
        return new Opener(pems.stream().map(Pem::keyPair).toList());
    }

    /**
     * What was sealed: canonical JSON of a {@link Disclosure}.
     *
     * @param eventId of the record it was sealed beside
     * @param sealed in Base64
     * @return empty if it is sealed to none of the keys, was altered, or belongs to another record
     */
    public Optional<byte[]> open(UUID eventId, String sealed) {
        Envelope envelope;
        try {
            envelope = Envelope.read(sealed);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        ByteBuffer name = ByteBuffer.wrap(envelope.encapsulated());
        SecretKeySpec known = remembered(name);
        if (known != null) {
            return opened(envelope, eventId, known);
        }
        for (AsymmetricCipherKeyPair mine : keys) {
            Optional<SecretKeySpec> key = agreed(envelope, mine);
            Optional<byte[]> opened = key.flatMap(found -> opened(envelope, eventId, found));
            if (key.isPresent() && opened.isPresent()) {
                remember(name, key.get());
                return opened;
            }
        }
        return Optional.empty();
    }

    private @Nullable SecretKeySpec remembered(ByteBuffer name) {
        synchronized (agreed) {
            return agreed.get(name);
        }
    }

    private void remember(ByteBuffer name, SecretKeySpec key) {
        synchronized (agreed) {
            agreed.put(name, key);
        }
    }

    private static Optional<SecretKeySpec> agreed(Envelope envelope, AsymmetricCipherKeyPair mine) {
        try {
            byte[] exported = Envelope.hpke()
                    .setupBaseR(envelope.encapsulated(), mine, Envelope.INFO)
                    .export(Envelope.exporterContext(), Envelope.KEY_BYTES);
            return Optional.of(Envelope.key(exported));
        } catch (IllegalArgumentException | IllegalStateException noPoint) {
            // a point of small order: nobody's public key
            return Optional.empty();
        }
    }

    private static Optional<byte[]> opened(Envelope envelope, UUID eventId, SecretKeySpec key) {
        try {
            Cipher cipher = Cipher.getInstance(Envelope.CIPHER);
            cipher.init(Cipher.DECRYPT_MODE, key, Envelope.parameters(envelope.nonce()));
            cipher.updateAAD(Envelope.bound(eventId));
            return Optional.of(cipher.doFinal(envelope.ciphertext()));
        } catch (GeneralSecurityException otherwise) {
            return Optional.empty();
        }
    }
}
