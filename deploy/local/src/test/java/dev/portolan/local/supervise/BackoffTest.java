package dev.portolan.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BackoffTest {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final Backoff backoff = new Backoff(Duration.ofSeconds(1));

    @Test
    void eachCrashDoublesTheWaitUntilThePartIsGivenUp() {
        assertThat(backoff.crashedAt(NOON)).contains(Duration.ofSeconds(1));
        assertThat(backoff.crashedAt(NOON.plusSeconds(10))).contains(Duration.ofSeconds(2));
        assertThat(backoff.crashedAt(NOON.plusSeconds(20))).contains(Duration.ofSeconds(4));
        assertThat(backoff.crashedAt(NOON.plusSeconds(30))).contains(Duration.ofSeconds(8));
        assertThat(backoff.crashedAt(NOON.plusSeconds(40))).isEmpty();
    }

    @Test
    void oldCrashesAreForgotten() {
        // given
        backoff.crashedAt(NOON);
        backoff.crashedAt(NOON.plusSeconds(1));

        // then
        assertThat(backoff.crashedAt(NOON.plus(Backoff.WINDOW).plusSeconds(2))).contains(Duration.ofSeconds(1));
    }
}
