package dev.portolan.gateway.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Backoff backoff = new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(7), Duration.ofSeconds(10));

    @Test
    void eachSoonEndDoublesTheWaitUpToTheLongest() {
        assertThat(backoff.after(SOON)).isZero();
        assertThat(backoff.after(SOON)).isEqualTo(Duration.ofSeconds(2));
        assertThat(backoff.after(SOON)).isEqualTo(Duration.ofSeconds(4));
        assertThat(backoff.after(SOON)).isEqualTo(Duration.ofSeconds(7));
        for (int i = 0; i < 100; i++) {
            assertThat(backoff.after(SOON)).isEqualTo(Duration.ofSeconds(7));
        }
    }

    @Test
    void aLongLifeMakesUpForIt() {
        backoff.after(SOON);
        backoff.after(SOON);

        assertThat(backoff.after(Duration.ofSeconds(10))).isZero();
        assertThat(backoff.after(SOON)).isZero();
        assertThat(backoff.after(SOON)).isEqualTo(Duration.ofSeconds(2));
    }
}
