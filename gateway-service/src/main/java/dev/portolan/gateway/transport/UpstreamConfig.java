package dev.portolan.gateway.transport;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How the gateway speaks to connectors, whichever they are. */
@ConfigMapping(prefix = "gateway.upstream")
public interface UpstreamConfig {
    /** Connections to one connector, per event loop of the gateway. */
    @WithDefault("128")
    @Min(1) @Max(10_000) int poolSize();

    /** How long an idle connection to a connector is kept. */
    @WithDefault("60s")
    Duration keepAlive();

    /** How long setting up a connection may take. */
    @WithDefault("2s")
    Duration connectTimeout();

    /** Deadlines after which a call ends whatever progress is reported; each report starts another. */
    @WithDefault("10")
    @Min(1) @Max(1_000) int progressExtensions();

    /** Times that the broken stream of a connector of the older era is taken up again by its last event id. */
    @WithDefault("5")
    @Min(0) @Max(100) int streamResumptions();

    /** Sessions with one connector of the older era at a time; the least used are given up first. */
    @WithDefault("256")
    @Min(1) @Max(100_000) int sessions();

    /** Calls that wait, each on a connection of its own, for input that their connector asked of the caller. */
    @WithDefault("256")
    @Min(0) @Max(100_000) int parkedExchanges();

    /** How long such a call waits. */
    @WithDefault("5m")
    Duration parkedFor();

    /** How long a connector of 2025-11-25 is asked to keep a call that it runs as a task. */
    @WithDefault("1h")
    Duration taskTtl();

    /** How long a stream stands on which a connector says unasked what changed; then it is opened anew. */
    @WithDefault("1h")
    Duration standing();

    /** Least time between two looks at the lists of a connector that says again and again that they changed. */
    @WithDefault("250ms")
    Duration lookPause();

    /** Pages of one list that are read from a connector at most. */
    @WithDefault("200")
    @Min(1) @Max(10_000) int listPages();

    /** Entries of one list that are read from a connector at most. */
    @WithDefault("20000")
    @Min(1) @Max(1_000_000) int listEntries();

    /** How long a connector is taken to be of the older era before it is asked again. */
    @WithDefault("1h")
    Duration legacyVerdictAge();

    /** Calls within which the circuit breaker of a connector looks at failures. */
    @WithDefault("20")
    @Min(2) @Max(1_000) int breakerWindow();

    /** Share of failures within the window at which the breaker opens. */
    @WithDefault("0.5")
    double breakerRatio();

    /** How long an open breaker refuses calls before it lets one try. */
    @WithDefault("5s")
    Duration breakerDelay();
}
