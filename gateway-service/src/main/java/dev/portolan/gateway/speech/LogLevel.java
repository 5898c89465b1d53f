package dev.portolan.gateway.speech;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Severities of log messages, least first (MCP {@code LoggingLevel}, from RFC 5424). */
enum LogLevel {
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR,
    CRITICAL,
    ALERT,
    EMERGENCY;

    static Optional<LogLevel> of(@Nullable String wire) {
        return Arrays.stream(values()).filter(l -> l.wire().equals(wire)).findFirst();
    }

    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
