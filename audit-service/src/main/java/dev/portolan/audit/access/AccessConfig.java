package dev.portolan.audit.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;

/** How this service signs the records it writes about its own readers. */
@ConfigMapping(prefix = "audit.access")
public interface AccessConfig {

    /** Name of this replica in {@code source.gateway_id}; give each replica its own. */
    @WithDefault("audit-service")
    @NotBlank String sourceId();

    /** How long a read waits for its turn to be recorded before it is refused. */
    @WithDefault("1s")
    Duration maxWait();

    /** Readers whose commitment is used again, 1 to 100,000; one forgotten gets a new one. */
    @WithDefault("1000")
    @Min(1) @Max(100_000) int rememberedReaders();
}
