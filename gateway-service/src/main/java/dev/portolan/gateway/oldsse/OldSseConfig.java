package dev.portolan.gateway.oldsse;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How the gateway treats connectors that speak the HTTP+SSE transport of 2024-11-05, whichever they are. */
@ConfigMapping(prefix = "gateway.old-sse")
public interface OldSseConfig {
    /** Messages to one connector that are being posted, at most. Further requests are refused. */
    @WithDefault("256")
    @Min(1) @Max(100_000) int maxPosting();

    /** Messages of one connector that were read and not yet dealt with. From then on nothing more is read. */
    @WithDefault("64")
    @Min(1) @Max(10_000) int maxUnheard();

    /**
     * How long after a request was given up a connector may still ask something on its account. Until then what it asks
     * of a caller is declined, since it could be meant for another.
     */
    @WithDefault("30s")
    Duration unsureFor();

    /** How long a connector whose stream ended soon twice in a row is left alone; twice that each further time. */
    @WithDefault("1s")
    Duration firstReconnect();

    /** How long a connector whose stream ends again and again is left alone at most. */
    @WithDefault("1m")
    Duration longestReconnect();

    /** How long a stream must last for its end not to count as soon. */
    @WithDefault("1m")
    Duration steadyAfter();

    /** How long calls may take to end on the stream of a connector whose entry was changed or removed. */
    @WithDefault("3s")
    Duration stopWait();
}
