package dev.portolan.gateway.edge;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What one request of a client may take of the gateway. */
@ConfigMapping(prefix = "gateway.edge")
public interface EdgeConfig {
    /** Longest body. A longer one is answered 413. */
    @WithDefault("4M")
    MemorySize maxBody();

    /** Deepest nesting of a body. */
    @WithDefault("64")
    @Min(4) @Max(1_000) int maxDepth();

    /** Messages of one body at most, in the one revision that has batches. A longer batch is answered 400. */
    @WithDefault("32")
    @Min(1) @Max(1_000) int batchLength();

    /** How long a client may take to send its body. A slower one is answered 408. */
    @WithDefault("10s")
    Duration bodyDeadline();

    /** How long a client of the older era may take to answer what a connector asks in the middle of a call. */
    @WithDefault("4m")
    Duration inputDeadline();

    /** How often a connector may ask for input during one call of the older era. */
    @WithDefault("8")
    @Min(1) @Max(100) int inputRounds();

    /** How long the gateway waits for what a task comes to that a call of the older era became. */
    @WithDefault("15m")
    Duration taskDeadline();

    /**
     * How long the gateway waits before it calls a connector again that asked for that and for nothing else, and at
     * least before it asks for a task again.
     */
    @WithDefault("200ms")
    Duration inputPause();
}
