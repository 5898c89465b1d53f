package dev.portolan.gateway.audit.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.spool.SpoolStatus;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LagClockTest {
    private final AtomicLong seconds = new AtomicLong();
    private final LagClock clock = new LagClock(() -> seconds.get() * 1_000_000_000);

    private double at(long second, long durable, long acknowledged) {
        seconds.set(second);
        return clock.seconds(new SpoolStatus(durable, durable, acknowledged, 0, 0, 1, 1, true));
    }

    @Test
    void isTheAgeOfTheOldestRecordThatIsNotDelivered() {
        assertThat(at(0, 10, 10)).isZero();
        assertThat(at(10, 15, 10)).isZero();
        assertThat(at(20, 25, 10)).isEqualTo(10);
        // up to 15 was durable at 10, the next 10 only at 20
        assertThat(at(30, 30, 15)).isEqualTo(10);
        assertThat(at(40, 30, 30)).isZero();
    }

    @Test
    void remembersABoundedNumberOfMoments() {
        for (int i = 1; i <= 5_000; i++) {
            at(i, i, 0);
        }

        assertThat(at(5_001, 5_001, 0)).isEqualTo(5_000);
        assertThat(at(5_002, 5_002, 5_002)).isZero();
    }
}
