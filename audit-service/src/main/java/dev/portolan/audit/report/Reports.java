package dev.portolan.audit.report;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All reports. */
final class Reports {

    private static final List<String> NAMES = List.of(
            "tool-callers",
            "person-activity",
            "denied-calls",
            "denied-by-person",
            "unknown-callers",
            "first-uses",
            "unused",
            "trace",
            "clients",
            "connector-usage",
            "unusual-volume",
            "large-answers",
            "odd-hours",
            "unknown-outcomes",
            "policies",
            "call-policy",
            "definition-changes",
            "privileged-actions",
            "trail-reads",
            "sample");

    private static final Map<String, Report> ALL = load();

    private Reports() {}

    static Collection<Report> all() {
        return ALL.values();
    }

    static Optional<Report> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    private static Map<String, Report> load() {
        Map<String, Report> reports = new LinkedHashMap<>();
        NAMES.forEach(name -> reports.put(name, Report.load(name)));
        return reports;
    }
}
