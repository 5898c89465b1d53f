package dev.portolan.audit.report;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How much a report answers at once. */
@ConfigMapping(prefix = "audit.reports")
public interface ReportConfig {

    /** Rows of an answer when the question does not say, 1 to 10,000. */
    @WithDefault("500")
    @Min(1) @Max(10_000) int defaultLimit();

    /** Rows of an answer at most, 1 to 10,000. */
    @WithDefault("5000")
    @Min(1) @Max(10_000) int maxLimit();

    /** Longest span of time; what the question does not say is counted back from now. */
    @WithDefault("400d")
    Duration maxSpan();
}
