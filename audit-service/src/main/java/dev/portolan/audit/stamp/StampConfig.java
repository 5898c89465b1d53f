package dev.portolan.audit.stamp;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Time stamps of the log: an authority outside signs when a checkpoint existed (RFC 3161). */
@ConfigMapping(prefix = "audit.stamp")
public interface StampConfig {

    /** Where the authority takes requests, e.g. {@code https://tsa.example/tsr}. Without it nothing is stamped. */
    Optional<URI> url();

    /** A new checkpoint is stamped when the last stamp is so old. */
    @WithDefault("1h")
    Duration every();

    /** How long the authority may take, from the connection to the last byte of its answer. */
    @WithDefault("10s")
    Duration timeout();

    /** Bytes of an answer, 1,024 to 1,048,576; a longer one is none. Usual ones have 2,000 to 8,000. */
    @WithDefault("65536")
    @Min(1024) @Max(1_048_576) int maxAnswer();

    /** An authority that fails is asked again after 1 min, then after twice as long each time, at most after this. */
    @WithDefault("1h")
    Duration maxBackoff();
}
