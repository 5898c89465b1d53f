package dev.portolan.gateway.resume;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What is kept of answers so that clients of the older era whose connection broke off can come back for them. */
@ConfigMapping(prefix = "gateway.resume")
public interface ResumeConfig {
    /**
     * How long a request of a session of 2025-11-25 may take before its answer becomes a stream that begins with the
     * event id to come back with. One that is answered sooner, without a word before, is answered with JSON.
     */
    @WithDefault("250ms")
    Duration streamAfter();

    /** How long a client is told to wait before it comes back. */
    @WithDefault("1s")
    Duration retry();

    /** How long the answer is kept for a client that may come back for it, from when it is there. */
    @WithDefault("2m")
    Duration linger();

    /** Messages kept of one answer; beyond that the oldest progress or log message goes. */
    @WithDefault("256")
    @Min(2) @Max(10_000) int maxMessages();

    /**
     * Memory for what is kept, on this replica. What finds no room reaches a client that is there and is not kept;
     * answers that wait longest for their clients make room first.
     */
    @WithDefault("64M")
    MemorySize room();
}
