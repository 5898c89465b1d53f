package dev.portolan.audit.scrub;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

/** How fast the log is read again and recomputed. Each replica does so by itself. */
@ConfigMapping(prefix = "audit.scrub")
public interface ScrubConfig {

    /** How often a piece of the log is recomputed, e.g. {@code 10s}; {@code off} for never. */
    @WithDefault("10s")
    String every();

    /** Entries in a piece. With the defaults a million entries take an hour and a half. */
    @WithDefault("2000")
    @Min(1) @Max(100_000) int entries();
}
