package dev.portolan.audit.count;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What records are counted by; the column of {@code audit_event AS r}. */
enum Grouping {
    PERSON("r.actor_name"),
    SUBJECT("r.actor_subject"),
    CONNECTOR("r.connector"),
    TARGET_TYPE("r.target_type"),
    TARGET("r.target"),
    TOOL("CASE r.target_type WHEN 'tool' THEN r.target ELSE '' END"),
    METHOD("r.method"),
    KIND("r.kind"),
    DECISION("r.decision"),
    OUTCOME("r.outcome"),
    REASON("r.reason"),
    ADDRESS("r.client_address");

    private final String column;

    Grouping(String column) {
        this.column = column;
    }

    /** As it is asked for and answered. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In SQL, a constant. */
    String column() {
        return column;
    }

    /** All words. */
    static List<String> words() {
        return Arrays.stream(values()).map(Grouping::word).toList();
    }

    static Optional<Grouping> of(String word) {
        return Arrays.stream(values())
                .filter(grouping -> grouping.word().equals(word))
                .findFirst();
    }
}
