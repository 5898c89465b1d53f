package dev.portolan.connector.github.api;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** How GitHub is reached and what asking it may cost. */
@ConfigMapping(prefix = "github")
public interface GitHubConfig {

    /** Base of the REST API: the public one, or {@code https://<host>/api/v3} of an enterprise server. */
    @WithDefault("https://api.github.com")
    URI apiUrl();

    /** Token sent as bearer. Without one, public things can be read at a small rate and nothing written. */
    Optional<String> token();

    /** Until a connection stands. */
    @WithDefault("3s")
    Duration connectTimeout();

    /** From one attempt's first byte to the last byte of its answer. */
    @WithDefault("10s")
    Duration attemptTimeout();

    /** For a whole call, all its attempts and pauses together. */
    @WithDefault("25s")
    Duration deadline();

    /** Attempts of a read, the first included; writes are never repeated. */
    @WithDefault("3")
    @Min(1) @Max(5) int attempts();

    /** Pause before the second attempt at most; doubles with each further one. The true pause is random below that. */
    @WithDefault("300ms")
    Duration backoff();

    /** Longest pause a call itself waits out; a longer one asked for by GitHub is passed on to the caller. */
    @WithDefault("2s")
    Duration longestPause();

    /** Longest time that requests are held back after GitHub asked for it, whatever it asked. */
    @WithDefault("1h")
    Duration longestHold();

    /** Largest answer accepted, after decompression. */
    @WithDefault("8M")
    MemorySize responseSize();

    /** Connections open at once. */
    @WithDefault("16")
    @Min(1) @Max(256) int connections();

    /** Requests that may wait for a connection; those beyond fail at once. */
    @WithDefault("64")
    @Min(0) @Max(10000) int waiting();

    /** Memory for answers kept for conditional requests, all credentials together; 0 keeps none. */
    @WithDefault("16M")
    MemorySize cacheSize();

    /** How long an answer is kept for conditional requests after it was last confirmed. */
    @WithDefault("1h")
    Duration cacheTtl();

    /** How long a look at the API's reachability counts for readiness. */
    @WithDefault("30s")
    Duration healthTtl();
}
