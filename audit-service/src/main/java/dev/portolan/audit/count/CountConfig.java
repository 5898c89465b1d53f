package dev.portolan.audit.count;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How much is counted at once. */
@ConfigMapping(prefix = "audit.counts")
public interface CountConfig {

    /** Lines of an answer at most, 1 to 100,000. */
    @WithDefault("10000")
    @Min(1) @Max(100_000) int maxLines();

    /** Longest span of time that is counted; what the question does not say is counted back from now. */
    @WithDefault("400d")
    Duration maxSpan();
}
