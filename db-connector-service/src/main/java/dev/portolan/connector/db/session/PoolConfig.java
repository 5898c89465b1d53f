package dev.portolan.connector.db.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How each source's connections are shared. The same bounds hold for every source. */
@ConfigMapping(prefix = "pool")
public interface PoolConfig {
    /** Connections to one source at most, 1 to 100. */
    @WithDefault("10")
    int maxSize();

    /** How long a call waits for a connection before it is answered {@code busy}. */
    @WithDefault("3s")
    Duration maxWait();

    /** Calls that may wait for one source at a time; the next one is answered {@code busy} at once. */
    @WithDefault("50")
    int maxWaiting();

    /** How long opening a connection may take. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** A connection unused for longer is replaced before its next use. */
    @WithDefault("2m")
    Duration maxIdle();

    /** A connection older than this is not used again. */
    @WithDefault("30m")
    Duration maxLifetime();

    /**
     * Silence on the wire after which a connection counts as dead. Must exceed {@code query.timeout}, or it would
     * end queries that the server is still working on.
     */
    @WithDefault("45s")
    Duration socketTimeout();

    /** Bytes of one portion of rows at most that are taken into memory; the connection is dropped beyond it. */
    @WithDefault("8388608")
    int maxPortionBytes();
}
