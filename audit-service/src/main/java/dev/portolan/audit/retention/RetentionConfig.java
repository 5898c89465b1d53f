package dev.portolan.audit.retention;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How long records are kept. */
@ConfigMapping(prefix = "audit.retention")
public interface RetentionConfig {

    /**
     * Age from which a whole month may be dropped, e.g. {@code 400d}; not below the floor of the profile. Without it
     * nothing is ever dropped.
     */
    Optional<Duration> keep();

    /** The rule whose floor holds: 31, 183, 365 or 2,192 days, in the order of the words. */
    @WithDefault("none")
    Profile profile();

    /** How often months that may go are looked for, e.g. {@code 6h}. */
    @WithDefault("6h")
    String every();

    /** How long dropping one month may take; it is read once before it goes. */
    @WithDefault("15m")
    Duration timeout();

    /** A rule that asks for a least age; for orientation, your compliance owner decides. */
    enum Profile {
        /** No rule; still nothing younger than a month goes. */
        NONE(31),
        /** EU AI Act, articles 19 and 26(6): six months. */
        AI_ACT(183),
        /** PCI DSS 10.5.1: twelve months. */
        PCI(365),
        /** HIPAA 164.316(b)(2)(i), commonly applied to audit logs: six years. */
        HIPAA(2192);

        private final int days;

        Profile(int days) {
            this.days = days;
        }

        /** Nothing younger may be dropped. */
        Duration floor() {
            return Duration.ofDays(days);
        }
    }
}
