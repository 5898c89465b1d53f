package dev.portolan.connector.db.source;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How sources are watched. */
@ConfigMapping(prefix = "watch")
public interface WatchConfig {
    /** How often each source is looked at: whether one that serves still answers, whether another one now may serve. */
    @WithDefault("5s")
    Duration interval();

    /** A call to a source that does not serve has it looked at, too, but no more often than this. */
    @WithDefault("1s")
    Duration retryAfter();
}
