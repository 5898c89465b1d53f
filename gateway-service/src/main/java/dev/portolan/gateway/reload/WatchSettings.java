package dev.portolan.gateway.reload;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Which file to watch and how.
 *
 * @param file the file, or a symbolic link to it
 * @param pollInterval time between two looks at it, 10 ms to 1 h
 * @param maxBytes longest file that is read, 1 to 64 Mi
 */
public record WatchSettings(Path file, Duration pollInterval, long maxBytes) {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final long MOST_BYTES = 64L << 20;

    /** @throws IllegalArgumentException if a value is out of its range */
    public WatchSettings {
        if (pollInterval.compareTo(SHORTEST) < 0 || pollInterval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("The poll interval of " + file + " must be between 10 ms and 1 h");
        }
        if (maxBytes < 1 || maxBytes > MOST_BYTES) {
            throw new IllegalArgumentException("The maximum size of " + file + " must be between 1 byte and 64 MiB");
        }
    }
}
