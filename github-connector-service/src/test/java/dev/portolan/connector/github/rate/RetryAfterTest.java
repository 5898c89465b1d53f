package dev.portolan.connector.github.rate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.connector.github.transport.RawResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
    private static final Duration HOUR = Duration.ofHours(1);

    @ParameterizedTest
    @CsvSource({
        "120, 120",
        "' 7 ', 7",
        "0, 1",
        "'', 60",
        "-5, 60",
        "1.5, 60",
        "soon, 60",
        "99999, 3600",
        "9999999999999, 60",
        "'Fri, 20 Nov 2026 12:01:30 GMT', 90",
        "'Fri, 20 Nov 2026 11:00:00 GMT', 1",
        "'Thu, 20 Nov 2036 12:01:30 GMT', 3600",
        "2026-11-20T12:01:30Z, 60",
    })
    void aHeaderIsReadOrCountsAsNone(String header, long seconds) {
        assertThat(wait(Map.of("retry-after", header))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void withoutAHeaderTheEndOfAUsedUpBudgetCounts() {
        String reset = String.valueOf(CLOCK.instant().plusSeconds(300).getEpochSecond());
        assertThat(wait(Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", reset)))
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(wait(Map.of("x-ratelimit-remaining", "12", "x-ratelimit-reset", reset)))
                .isEqualTo(RetryAfter.UNSAID);
        assertThat(wait(Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "never")))
                .isEqualTo(RetryAfter.UNSAID);
    }

    private static Duration wait(Map<String, String> headers) {
        return RetryAfter.of(new RawResponse(403, headers, ""), CLOCK, HOUR);
    }
}
