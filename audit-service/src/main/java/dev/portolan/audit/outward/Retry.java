package dev.portolan.audit.outward;

import java.time.Duration;
import java.time.Instant;

/**
 * When a server that failed is asked again: after a while, then after twice as long each time.
 *
 * @param notBefore it is left alone until then
 * @param pause how long after the next failure
 */
public record Retry(Instant notBefore, Duration pause) {

    /** Nothing has failed; after the first failure it is left alone for {@code pause}. */
    public static Retry none(Duration pause) {
        return new Retry(Instant.MIN, pause);
    }

    /** Whether it may be asked. */
    public boolean isDue(Instant now) {
        return !now.isBefore(notBefore);
    }

    /** It failed now; it is never left alone for longer than {@code most}. */
    public Retry failed(Instant now, Duration most) {
        Duration twice = pause.multipliedBy(2);
        return new Retry(now.plus(pause), twice.compareTo(most) < 0 ? twice : most);
    }
}
