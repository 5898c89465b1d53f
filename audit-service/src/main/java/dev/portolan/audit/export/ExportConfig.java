package dev.portolan.audit.export;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How much is exported at once. */
@ConfigMapping(prefix = "audit.exports")
public interface ExportConfig {

    /** Exports at the same time, 1 to 16; each holds a thread. */
    @WithDefault("2")
    @Min(1) @Max(16) int concurrency();

    /** Records read at once, 1 to 10,000; bounds memory. */
    @WithDefault("1000")
    @Min(1) @Max(10_000) int page();

    /** Longest span of time; what the question does not say is counted back from now. */
    @WithDefault("400d")
    Duration maxSpan();
}
