package dev.portolan.audit.count;

import dev.portolan.audit.criteria.Person;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What records are counted by; the column of {@link Person#RECORDS}. */
enum Grouping {
    PERSON("audit_shown(p.name, r.actor)"),
    SUBJECT("audit_shown(p.subject, r.actor)"),
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
