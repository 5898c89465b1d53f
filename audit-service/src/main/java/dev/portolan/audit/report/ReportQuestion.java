package dev.portolan.audit.report;

import dev.portolan.audit.criteria.Form;
import dev.portolan.audit.criteria.Parameters;
import dev.portolan.audit.criteria.Span;
import dev.portolan.audit.event.UuidV7;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.query.Snapshot;
import dev.portolan.audit.store.Clause;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A report as it was asked for.
 *
 * @param report which
 * @param values of its parameters, with {@code from} and {@code to}
 * @param format {@code json} or {@code csv}
 * @param limit rows of the answer
 * @param cursor where the last page ended, as given with it
 */
record ReportQuestion(Report report, Map<String, Object> values, String format, int limit, Optional<String> cursor) {

    /** Behind every record. */
    private static final UUID LAST = UUID.fromString("ffffffff-ffff-7fff-bfff-ffffffffffff");

    static final List<String> FORMATS = List.of("json", "csv");

    /** @throws Refused if a parameter is unknown, missing, given twice or not readable */
    static ReportQuestion read(Report report, Map<String, List<String>> query, ReportConfig config, Instant now) {
        Parameters parameters = new Parameters(query);
        Map<String, Object> values = new LinkedHashMap<>();
        report.parameters().forEach(parameter -> values.put(parameter.name(), parameter.read(parameters)));
        Span asked = Span.of(
                parameters.read("from", Form.INSTANT, "first moment, RFC 3339"),
                parameters.read("to", Form.INSTANT, "last moment, RFC 3339"),
                now,
                config.maxSpan());
        Span span =
                switch (report.grain()) {
                    case "hours" -> asked.whole(ChronoUnit.HOURS);
                    case "days" -> asked.whole(ChronoUnit.DAYS);
                    default -> asked;
                };
        values.put("from", span.from());
        values.put("to", span.to());
        String format = parameters.choice("format", FORMATS);
        int limit = parameters.number("limit", 1, config.maxLimit(), config.defaultLimit());
        Optional<String> cursor = report.paged() ? parameters.text("cursor") : Optional.empty();
        parameters.nothingElse();
        return new ReportQuestion(report, values, format, limit, cursor);
    }

    /** One row more than asked for tells whether there are more. Records that are not in the snapshot do not count. */
    Clause select(Snapshot snapshot, Optional<UUID> before) {
        Map<String, Object> all = new LinkedHashMap<>(values);
        all.put("log", snapshot.log());
        all.put("tree_size", snapshot.size());
        UUID last = before.orElse(LAST);
        all.put("before_at", UuidV7.timeOf(last));
        all.put("before", last);
        all.put("rows", limit + 1);
        Clause rows = Clause.of("SELECT * FROM (").then(report.sql().with(all)).then(") AS rows");
        if (before.isPresent()) {
            rows = rows.then(" WHERE occurred_at <= ? AND event_id < ?", UuidV7.timeOf(last), last);
        }
        return rows.then(report.paged() ? " ORDER BY occurred_at DESC, event_id DESC" : "")
                .then(" LIMIT ?", limit + 1);
    }

    /** The question in words; a cursor is bound to it. */
    String canonical() {
        return report.name() + "\n" + new TreeMap<>(values);
    }

    /** For the record of who looked. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> texts.put(name, value.toString()));
        texts.put("format", format);
        texts.put("limit", Integer.toString(limit));
        cursor.ifPresent(at -> texts.put("cursor", "…"));
        return texts;
    }
}
