package dev.portolan.connector.github.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final RetryPolicy policy = new RetryPolicy(3, Duration.ofMillis(100), Duration.ofSeconds(2), () -> 1.0);

    @Test
    void pausesDoubleAndEndWithTheAttempts() {
        assertThat(policy.pause(1, Duration.ZERO, LONG)).contains(Duration.ofMillis(100));
        assertThat(policy.pause(2, Duration.ZERO, LONG)).contains(Duration.ofMillis(200));
        assertThat(policy.pause(3, Duration.ZERO, LONG)).isEmpty();
    }

    @Test
    void aLongPauseAskedForIsLeftToTheCaller() {
        assertThat(policy.pause(1, Duration.ofSeconds(3), LONG)).isEmpty();
        assertThat(policy.pause(1, Duration.ofSeconds(1), LONG)).contains(Duration.ofMillis(1100));
    }

    @Test
    void noPauseGoesBeyondTheDeadline() {
        assertThat(policy.pause(1, Duration.ZERO, Duration.ofMillis(100))).isEmpty();
    }

    @Test
    void retriesHaveABudgetThatSuccessesRefill() {
        // Given
        int granted = 0;
        while (policy.pause(1, Duration.ZERO, LONG).isPresent()) {
            granted++;
        }

        // When
        for (int i = 0; i < 10; i++) {
            policy.succeeded();
        }

        // Then
        assertThat(granted).isEqualTo(10);
        assertThat(policy.pause(1, Duration.ZERO, LONG)).isPresent();
        assertThat(policy.pause(1, Duration.ZERO, LONG)).isEmpty();
    }
}
