package dev.portolan.audit.tail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How many may listen, how often they hear and for how long. */
@ConfigMapping(prefix = "audit.tail")
public interface TailConfig {

    /** Listeners at the same time, 1 to 256. */
    @WithDefault("16")
    @Min(1) @Max(256) int maxListeners();

    /** How often the log is looked at for each listener. */
    @WithDefault("500ms")
    Duration every();

    /** Records read at once for a listener, 1 to 5,000. */
    @WithDefault("200")
    @Min(1) @Max(5000) int page();

    /** After this long a stream ends and the listener comes back with a token that holds. */
    @WithDefault("15m")
    Duration maxDuration();
}
