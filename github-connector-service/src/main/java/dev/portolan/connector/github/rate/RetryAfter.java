package dev.portolan.connector.github.rate;

import dev.portolan.connector.github.transport.RawResponse;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * How long GitHub wants to be left alone: Retry-After in seconds or as a date (RFC 9110, 10.2.3), else the end of a
 * budget that is used up, else a minute, which is what GitHub's guide asks for. A value that makes no sense counts as
 * none.
 */
final class RetryAfter {

    /** What to wait when nothing usable is said. */
    static final Duration UNSAID = Duration.ofMinutes(1);

    private RetryAfter() {}

    /** Time to wait from now, between a second and the longest. */
    static Duration of(RawResponse response, Clock clock, Duration longest) {
        Duration said = header(response, clock).or(() -> reset(response, clock)).orElse(UNSAID);
        Duration least = Duration.ofSeconds(1);
        return said.compareTo(least) < 0 ? least : said.compareTo(longest) > 0 ? longest : said;
    }

    private static Optional<Duration> header(RawResponse response, Clock clock) {
        Optional<String> text = response.header("retry-after").map(String::strip);
        if (text.filter(value -> value.matches("[0-9]{1,9}")).isPresent()) {
            return text.map(Long::valueOf).map(Duration::ofSeconds);
        }
        return text.flatMap(RetryAfter::date).map(when -> Duration.between(clock.instant(), when));
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> reset(RawResponse response, Clock clock) {
        boolean usedUp = "0".equals(response.header("x-ratelimit-remaining").orElse(""));
        return usedUp
                ? RateLimit.reset(response).map(when -> Duration.between(clock.instant(), when))
                : Optional.empty();
    }
}
