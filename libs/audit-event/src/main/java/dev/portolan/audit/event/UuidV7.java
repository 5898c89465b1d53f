package dev.portolan.audit.event;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Mints UUIDs of version 7 (RFC 9562 §5.7) that only ever grow, whatever the clock does.
 *
 * <p>Layout: 48 bits of milliseconds, 12 bits of counter (RFC 9562 §6.2 method 1), 62 random bits. Milliseconds
 * and counter are one number, moved to {@code max(last + 1, now)}: while the clock stands or steps back the
 * counter grows, and when it overflows it carries into the milliseconds, so the time inside an identifier may run
 * ahead of the clock but never backwards. Safe for use by many threads.
 */
public final class UuidV7 {

    private static final int COUNTER_BITS = 12;

    /** Half of the counter is left free in each new millisecond, so that carrying is rare. */
    private static final int COUNTER_SEED = 1 << (COUNTER_BITS - 1);

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong last = new AtomicLong();

    /** A generator that reads the time from {@code clock}. */
    public UuidV7(Clock clock) {
        this.clock = clock;
    }

    /** The next identifier: greater, compared as unsigned text or bytes, than all that this generator has given. */
    public UUID next() {
        long variant = random.nextLong();
        long now = (clock.millis() << COUNTER_BITS) | (variant >>> 1) % COUNTER_SEED;
        long moment = last.updateAndGet(previous -> Math.max(previous + 1, now));
        long counter = moment & ((1 << COUNTER_BITS) - 1);
        long high = (moment >>> COUNTER_BITS) << 16 | 0x7000L | counter;
        long low = (random.nextLong() >>> 2) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /**
     * The millisecond inside an identifier.
     *
     * @throws IllegalArgumentException if {@code id} is not of version 7 and the RFC 9562 variant
     */
    public static Instant timeOf(UUID id) {
        if (id.version() != 7 || id.variant() != 2) {
            throw new IllegalArgumentException("not a UUID of version 7: " + id);
        }
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
