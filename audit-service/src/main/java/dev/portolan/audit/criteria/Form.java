package dev.portolan.audit.criteria;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Decision;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.UuidV7;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the value of a query parameter is written. */
public enum Form {
    /** Text without control characters (no record has any, and PostgreSQL takes no U+0000), at most 2,048 units. */
    TEXT,
    /** A word of {@link AuditEvent.Kind}. */
    KIND,
    /** A word of {@link Outcome.Code}. */
    OUTCOME,
    /** A word of {@link Decision.Effect}. */
    EFFECT,
    /** A UUID of version 7. */
    UUID,
    /** A trace id of W3C Trace Context. */
    TRACE,
    /** RFC 3339. */
    INSTANT;

    private static final int MAX_LENGTH = 2048;

    /** The value, or empty if {@code text} has another form. */
    public Optional<Object> read(String text) {
        return switch (this) {
            case TEXT -> text(text);
            case KIND, OUTCOME, EFFECT -> choices().contains(text) ? Optional.of(text) : Optional.empty();
            case UUID -> uuid(text);
            case TRACE -> text.matches("[0-9a-f]{32}") ? Optional.of(text) : Optional.empty();
            case INSTANT -> instant(text);
        };
    }

    /** The words there are to choose from; none if the form is open. */
    public List<String> choices() {
        return switch (this) {
            case KIND -> words(AuditEvent.Kind.values());
            case OUTCOME -> words(Outcome.Code.values());
            case EFFECT -> words(Decision.Effect.values());
            case TEXT, UUID, TRACE, INSTANT -> List.of();
        };
    }

    private static List<String> words(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Optional<Object> text(String text) {
        boolean fits =
                !text.isEmpty() && text.length() <= MAX_LENGTH && text.chars().noneMatch(Character::isISOControl);
        return fits ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Object> uuid(String text) {
        try {
            java.util.UUID id = java.util.UUID.fromString(text);
            UuidV7.timeOf(id);
            return Optional.of(id);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> instant(String text) {
        try {
            OffsetDateTime moment = OffsetDateTime.parse(text);
            // RFC 3339 has four digits for the year; PostgreSQL's time ends before Java's does
            return moment.getYear() >= 0 && moment.getYear() <= 9999
                    ? Optional.of(moment.toInstant())
                    : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
