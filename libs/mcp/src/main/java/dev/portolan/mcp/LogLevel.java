package dev.portolan.mcp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Severities of log messages, least first (MCP {@code LoggingLevel}, from RFC 5424). */
public enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY;

    /** How messages name it, e.g. {@code warning}. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level that messages name so, or empty if there is none. */
    public static Optional<LogLevel> of(@Nullable String wire) {
        return Arrays.stream(values()).filter(l -> l.wire().equals(wire)).findFirst();
    }
}
