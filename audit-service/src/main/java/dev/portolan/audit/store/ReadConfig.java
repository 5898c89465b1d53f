package dev.portolan.audit.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long PostgreSQL may think about a question. */
@ConfigMapping(prefix = "audit.read")
public interface ReadConfig {

    /** After this long a count, report or page of an export is given up, and the reader asked to narrow it. */
    @WithDefault("10s")
    Duration timeout();
}
