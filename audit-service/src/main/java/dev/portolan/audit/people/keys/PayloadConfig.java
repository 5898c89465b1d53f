package dev.portolan.audit.people.keys;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What records commit to: with which keys it comes, and with which it is kept. */
@ConfigMapping(prefix = "audit.payload")
public interface PayloadConfig {

    /**
     * Files with the private keys that gateways seal to, one X25519 key each in PEM ({@code openssl genpkey -algorithm
     * X25519}). To replace one, add the new one here, then give its public half to the gateways, and take the old one
     * away when nothing is on its way under it. Needed.
     */
    Optional<List<Path>> sealingKeys();

    /**
     * Files with the keys that wrap the keys of payloads, each one line, the Base64 of 32 random bytes. The first
     * wraps; what the others have wrapped is rewrapped under it. Keep them apart from the database and its backups.
     * Needed.
     */
    Optional<List<Path>> keyEncryptionKeys();

    /** People and months whose numbers and keys are remembered, 100 to 1,000,000; the others are looked up. */
    @WithDefault("20000")
    @Min(100) @Max(1_000_000) int remembered();

    /** How often keys that are wrapped under another than the first key are looked for, e.g. {@code 1h}. */
    @WithDefault("1h")
    String rewrapEvery();
}
