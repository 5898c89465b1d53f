package dev.portolan.audit.query;

import dev.portolan.audit.filter.FilterLimits;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Optional;

/** How much is answered at once, and for how long a page can be turned. */
@ConfigMapping(prefix = "audit.query")
public interface QueryConfig {

    /** Records in a page when the question does not say, 1 to 500. */
    @WithDefault("50")
    @Min(1) @Max(500) int defaultLimit();

    /** Records in a page at most, 1 to 500. */
    @WithDefault("500")
    @Min(1) @Max(500) int maxLimit();

    /**
     * Age at which an intent without outcome counts as {@code unknown} instead of {@code pending}; longer than the
     * longest deadline of any connector.
     */
    @WithDefault("5m")
    Duration intentDeadline();

    /**
     * Secret that authenticates cursors, at least 32 characters, the same for all replicas. Without it each start
     * draws its own, and cursors end with the process.
     */
    Optional<@Size(min = 32, max = 512) String> cursorKey();

    /** How long a cursor is good for. */
    @WithDefault("1d")
    Duration cursorLifetime();

    /** Characters of a filter, 1 to 10,000. */
    @WithDefault("2000")
    @Min(1) @Max(10_000) int filterMaxLength();

    /** Fields, values and operators of a filter, 1 to 1,000. */
    @WithDefault("200")
    @Min(1) @Max(1000) int filterMaxNodes();

    /** Of every filter that is given with a question. */
    static FilterLimits filterLimits(QueryConfig config) {
        return new FilterLimits(config.filterMaxLength(), config.filterMaxNodes());
    }
}
