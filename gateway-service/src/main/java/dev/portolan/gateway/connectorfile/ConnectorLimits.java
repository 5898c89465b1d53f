package dev.portolan.gateway.connectorfile;

import dev.portolan.gateway.reload.YamlMapping;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a connector may take of the gateway, each within its range, or what holds where the file says nothing. */
record ConnectorLimits(Duration deadline, int concurrency, int maxResponseBytes, Duration pollInterval) {
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,8})(ms|s|m|h)");
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,9})(KiB|MiB)?");

    static ConnectorLimits read(YamlMapping entry) {
        return new ConnectorLimits(
                duration(entry, "deadline", Duration.ofMillis(100), Duration.ofMinutes(10))
                        .orElse(Duration.ofSeconds(30)),
                (int) entry.number("concurrency", 1, 4096).orElse(64),
                size(entry, "max-response-bytes", 1 << 10, 1 << 30).orElse(128 << 20),
                duration(entry, "poll-interval", Duration.ofSeconds(1), Duration.ofHours(24))
                        .orElse(Duration.ofSeconds(60)));
    }

    private static Optional<Duration> duration(YamlMapping entry, String key, Duration least, Duration most) {
        Optional<String> text = entry.scalar(key);
        Optional<Duration> duration =
                text.map(DURATION::matcher).filter(Matcher::matches).map(ConnectorLimits::duration);
        if (text.isPresent() && duration.isEmpty()) {
            entry.fault(key, "must be a whole number with a unit: 500ms, 30s, 5m or 1h");
        } else if (duration.filter(d -> d.compareTo(least) < 0 || d.compareTo(most) > 0)
                .isPresent()) {
            entry.fault(key, "must be from " + least.toMillis() + "ms to " + most.toSeconds() + "s");
        }
        return duration;
    }

    private static Duration duration(Matcher written) {
        long number = Long.parseLong(written.group(1));
        return switch (written.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private static Optional<Integer> size(YamlMapping entry, String key, int least, int most) {
        Optional<String> text = entry.scalar(key);
        Optional<Matcher> written = text.map(SIZE::matcher).filter(Matcher::matches);
        Optional<Long> bytes = written.map(w -> Long.parseLong(w.group(1)) << shift(w));
        if (text.isPresent() && bytes.filter(b -> b >= least && b <= most).isEmpty()) {
            entry.fault(key, "must be from 1KiB to " + (most >> 20) + "MiB, written like 16MiB, 512KiB or as bytes");
            return Optional.empty();
        }
        return bytes.map(Long::intValue);
    }

    private static int shift(Matcher size) {
        return size.group(2) == null ? 0 : "KiB".equals(size.group(2)) ? 10 : 20;
    }
}
