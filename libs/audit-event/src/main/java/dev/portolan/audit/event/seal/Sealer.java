package dev.portolan.audit.event.seal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;

/**
 * Seals disclosures to whoever has the private half of one key, and cannot open what it sealed. For one thread at a
 * time.
 */
public final class Sealer {

    /** So many disclosures are sealed under one agreed key. */
    private static final long MOST = 1 << 20;

    private final X25519PublicKeyParameters recipient;
    private final Cipher cipher;
    private Agreement agreed;
    private long sealed;

    /** A key that both sides know, and what tells the other side of it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Agreement(byte[] encapsulated, SecretKeySpec key) {}

    private Sealer(X25519PublicKeyParameters recipient) {
        this.recipient = recipient;
        this.agreed = agree(recipient);
        try {
            this.cipher = Cipher.getInstance(Envelope.CIPHER);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + Envelope.CIPHER, e);
        }
    }

    /**
     * To the public key in {@code pem}: a PEM block {@code PUBLIC KEY} (RFC 8410) of an X25519 key.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static Sealer to(String pem) {
        return new Sealer(Pem.publicKey(pem));
    }

    /** Sealed, in Base64, and bound to the record with this identifier. */
    public String seal(UUID eventId, Disclosure disclosure) {
        if (sealed == MOST) {
            agreed = agree(recipient);
            sealed = 0;
        }
        // never twice under a key: the tag of GCM holds no longer than that
        byte[] nonce = ByteBuffer.allocate(Envelope.NONCE_BYTES)
                .putInt(0)
                .putLong(sealed++)
                .array();
        try {
            cipher.init(Cipher.ENCRYPT_MODE, agreed.key(), Envelope.parameters(nonce));
            cipher.updateAAD(Envelope.bound(eventId));
            return new Envelope(agreed.encapsulated(), nonce, cipher.doFinal(disclosure.canonical())).text();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("sealing failed", e);
        }
    }

    private static Agreement agree(X25519PublicKeyParameters recipient) {
        HPKEContextWithEncapsulation context = Envelope.hpke().setupBaseS(recipient, Envelope.INFO);
        SecretKeySpec key = Envelope.key(context.export(Envelope.exporterContext(), Envelope.KEY_BYTES));
        return new Agreement(context.getEncapsulation(), key);
    }
}
