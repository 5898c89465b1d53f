package dev.portolan.gateway.listen;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** Callers that listen for changes: how many, to how much, and how fast they hear. */
@ConfigMapping(prefix = "gateway.listen")
public interface ListenConfig {
    /**
     * Listeners at a time, of all callers. Each holds an open record of {@code gateway.audit.reserve} as long as it
     * listens, so keep this well below that.
     */
    @WithDefault("1000")
    @Min(1) @Max(100_000) int maxListeners();

    /** Listeners at a time of one caller, at all endpoints. A further one is refused. */
    @WithDefault("20")
    @Min(1) @Max(1_000) int maxListenersPerCaller();

    /** Resources one listener may subscribe to. More are refused. */
    @WithDefault("200")
    @Min(1) @Max(10_000) int maxResources();

    /** Tasks one listener may hear of. More are refused. */
    @WithDefault("50")
    @Min(1) @Max(1_000) int maxTasks();

    /** How long changes are gathered before listeners hear of them: of many in a row they hear once. */
    @WithDefault("100ms")
    Duration settle();

    /** How often a stream without news carries a comment, so that nothing between takes it for dead. */
    @WithDefault("20s")
    Duration keepAlive();

    /** How long one stream lasts at most; it never outlasts the caller's access token. */
    @WithDefault("12h")
    Duration longest();

    /**
     * How long a session of the older era whose stream broke off is listened for, so that its client can take it up
     * again where it was.
     */
    @WithDefault("2m")
    Duration linger();

    /** Notices kept for a client that does not read or comes back; one more, and its stream ends or is not resumed. */
    @WithDefault("256")
    @Min(1) @Max(10_000) int maxPending();
}
