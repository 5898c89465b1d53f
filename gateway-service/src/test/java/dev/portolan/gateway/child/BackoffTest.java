package dev.portolan.gateway.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Backoff backoff = new Backoff(TestConfig.of(Map.of(
            "gateway.child.first-restart", "2s",
            "gateway.child.longest-restart", "7s",
            "gateway.child.steady-after", "10s")));

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
