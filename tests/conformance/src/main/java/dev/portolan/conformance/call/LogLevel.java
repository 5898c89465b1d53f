package dev.portolan.conformance.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The levels of log messages (RFC 5424), least severe first. */
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY;

    /** How messages name it. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level of that name, or empty if there is none. */
    public static Optional<LogLevel> of(String wire) {
        return Arrays.stream(values())
                .filter(level -> level.wire().equals(wire))
                .findFirst();
    }
}
