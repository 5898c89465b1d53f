package dev.portolan.audit.witness;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Witnesses of the log: others who sign that each checkpoint continues those before it. */
@ConfigMapping(prefix = "audit.witness")
public interface WitnessConfig {

    /**
     * File that says who they are and how many must have signed (C2SP tlog-policy); those with a URL are sent each new
     * checkpoint. Without it there are none.
     */
    Optional<Path> policy();

    /** How often it is looked whether there is a new checkpoint to send, e.g. {@code 5s}. */
    @WithDefault("5s")
    String every();

    /** How long a witness may take until its whole answer is there. */
    @WithDefault("5s")
    Duration timeout();

    /** A witness that fails is asked again after 5 s, then after twice as long each time, at most after this. */
    @WithDefault("10m")
    Duration maxBackoff();
}
