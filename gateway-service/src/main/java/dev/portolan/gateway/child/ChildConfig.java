package dev.portolan.gateway.child;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How the gateway treats connectors that are its child processes, whichever they are. */
@ConfigMapping(prefix = "gateway.child")
public interface ChildConfig {
    /** Messages to one child that wait to be written, at most. Further requests are refused. */
    @WithDefault("256")
    @Min(1) @Max(100_000) int maxQueued();

    /** Bytes of the messages to one child that wait to be written, at most. */
    @WithDefault("16M")
    MemorySize maxQueuedBytes();

    /** Messages of one child that were read and not yet dealt with, at most. Nothing more is read meanwhile. */
    @WithDefault("64")
    @Min(1) @Max(10_000) int maxUnheard();

    /**
     * How long after a request was given up a child may still ask or say something on its account. Until then what it
     * asks of a caller is declined, since it could be meant for another.
     */
    @WithDefault("30s")
    Duration unsureFor();

    /** How long a child that ended soon twice in a row is left alone; twice that each further time. */
    @WithDefault("1s")
    Duration firstRestart();

    /** How long a child that ends again and again is left alone at most. */
    @WithDefault("1m")
    Duration longestRestart();

    /** How long a child must run for its end not to count as soon. */
    @WithDefault("1m")
    Duration steadyAfter();

    /**
     * How long a child that is to end may take over the calls it has, and then as long to end by itself, which it is
     * asked to by the end of its input.
     */
    @WithDefault("3s")
    Duration stopWait();

    /** How long a child that was told to terminate may take before it and all processes it started are killed. */
    @WithDefault("2s")
    Duration killWait();
}
