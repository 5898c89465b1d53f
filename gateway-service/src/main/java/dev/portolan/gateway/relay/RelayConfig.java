package dev.portolan.gateway.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How replicas send requests on to each other. */
@ConfigMapping(prefix = "gateway.relay")
public interface RelayConfig {
    /** How long a replica that could not be reached is not tried again. */
    @WithDefault("10s")
    Duration lostFor();

    /** How long setting up a connection to a replica may take. */
    @WithDefault("1s")
    Duration connectTimeout();

    /**
     * Requests under way to another replica, per event loop of the gateway; streams count for as long as they are open.
     * What comes beyond is served where it arrived, as if the other could not be reached.
     */
    @WithDefault("1024")
    @Min(1) @Max(100_000) int connections();
}
