package dev.portolan.audit.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How much is taken in at once. */
@ConfigMapping(prefix = "audit.ingest")
public interface IngestConfig {

    /** Events in a batch, 1 to 10,000. */
    @WithDefault("1000")
    @Min(1) @Max(10_000) int maxEvents();

    /** Bytes of a batch; at most a little below {@code quarkus.http.limits.max-body-size}. */
    @WithDefault("8M")
    MemorySize maxBody();

    /** Batches worked on at the same time, 1 to 64; bounds memory together with {@link #maxBody()}. */
    @WithDefault("8")
    @Min(1) @Max(64) int concurrency();

    /** How long a batch waits for its turn before the gateway is told to come back. */
    @WithDefault("1s")
    Duration maxWait();

    /** How long a batch that came too early waits for the one before it; then it is sent back with 409. */
    @WithDefault("500ms")
    Duration gapWait();
}
