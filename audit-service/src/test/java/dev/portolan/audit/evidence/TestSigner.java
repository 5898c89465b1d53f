package dev.portolan.audit.evidence;

import dev.portolan.tlog.SigningKey;
import dev.portolan.tlog.VerifierKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Signs the log when a test of another package wants it signed. */
@ApplicationScoped
public class TestSigner {

    private final Signer signer;
    private final SigningKeys keys;

    TestSigner(Signer signer, SigningKeys keys) {
        this.signer = signer;
        this.keys = keys;
    }

    /** The keys that signed. */
    public List<VerifierKey> sign() {
        if (signer.attempt() == Signer.Result.REFUSED) {
            throw new IllegalStateException("the signer refuses");
        }
        return keys.all().stream().map(SigningKey::verifier).toList();
    }
}
