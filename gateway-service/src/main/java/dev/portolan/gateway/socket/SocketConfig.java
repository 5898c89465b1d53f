package dev.portolan.gateway.socket;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** What one WebSocket of a client may take of the gateway. Its longest message is {@code gateway.edge.max-body}. */
@ConfigMapping(prefix = "gateway.socket")
public interface SocketConfig {
    /** WebSockets open at once on this replica. A further handshake is answered 429. */
    @WithDefault("10000")
    @Min(1) @Max(1_000_000) int maxSockets();

    /** Requests of one socket that wait for their answers. A further one is refused. */
    @WithDefault("64")
    @Min(1) @Max(10_000) int maxRequests();

    /** Bytes of messages that wait for the client to read them. A socket that has more waiting is closed with 1008. */
    @WithDefault("8M")
    MemorySize maxPending();

    /** How often a client is pinged. One that has shown no sign of life since the last ping is cut off. */
    @WithDefault("30s")
    Duration pingInterval();

    /** How long a client may take to agree to the end of a socket before its connection is cut. */
    @WithDefault("5s")
    Duration closeDeadline();
}
