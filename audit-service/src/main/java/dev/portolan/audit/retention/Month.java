package dev.portolan.audit.retention;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A month in UTC, the span of one partition.
 *
 * @param month which
 */
record Month(@JsonValue YearMonth month) {

    private static final String PARTITION = "audit_event_";
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu_MM");

    /** The month of a partition; empty for the default partition. */
    static Optional<Month> ofPartition(String name) {
        return name.matches(PARTITION + "\\d{4}_\\d{2}")
                ? Optional.of(new Month(YearMonth.parse(name.substring(PARTITION.length()), NAME)))
                : Optional.empty();
    }

    /** Inclusive. */
    Instant start() {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Exclusive. */
    Instant end() {
        return month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
