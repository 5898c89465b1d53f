package dev.portolan.gateway.httpsse;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** The transport of 2024-11-05 toward clients. Its longest message is {@code gateway.edge.max-body}. */
@ConfigMapping(prefix = "gateway.http-sse")
public interface HttpSseConfig {
    /** Whether {@code /sse} below each endpoint is served. MCP has deprecated the transport. */
    @WithDefault("false")
    boolean enabled();

    /** Streams open at once on this replica. A further one is answered 429. */
    @WithDefault("1000")
    @Min(1) @Max(1_000_000) int maxStreams();

    /** Requests of one stream that wait for their answers. A further one is refused. */
    @WithDefault("64")
    @Min(1) @Max(10_000) int maxRequests();

    /** Bytes of messages that wait for the client to read them. A stream that has more waiting is cut off. */
    @WithDefault("8M")
    MemorySize maxPending();

    /** How often a comment shows whoever watches the connection that it is in use. */
    @WithDefault("30s")
    Duration keepAlive();
}
