package dev.portolan.gateway.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How replicas send requests on to each other. */
@ConfigMapping(prefix = "gateway.relay")
public interface RelayConfig {
    /** How long a replica that could not be reached is not tried again. */
    @WithDefault("10s")
    Duration lostFor();
}
