package dev.portolan.gateway.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How long sessions of the older era last, and how much of them is remembered. */
@ConfigMapping(prefix = "gateway.session")
public interface SessionConfig {
    /** How long a session lasts. */
    @WithDefault("12h")
    Duration lifetime();

    /** Sessions that are remembered as being in the middle of something; the least used go first. */
    @WithDefault("10000")
    @Min(1) @Max(1_000_000) int live();
}
