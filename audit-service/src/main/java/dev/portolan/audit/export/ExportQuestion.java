package dev.portolan.audit.export;

import dev.portolan.audit.criteria.Criteria;
import dev.portolan.audit.criteria.Parameters;
import dev.portolan.audit.criteria.Person;
import dev.portolan.audit.criteria.Span;
import dev.portolan.audit.event.UuidV7;
import dev.portolan.audit.filter.FilterLimits;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.query.Snapshot;
import dev.portolan.audit.store.Clause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An export as it was asked for.
 *
 * @param criteria of the records
 * @param span of time
 * @param format of the file
 * @param proofs whether what shows that the records are in the log is exported with them
 * @param overdue an intent older than this and without outcome counts as {@code unknown}
 */
record ExportQuestion(Criteria criteria, Span span, ExportFormat format, boolean proofs, Instant overdue) {

    private static final String WITH = "log";
    private static final String WITHOUT = "none";

    /** @throws Refused if a parameter is unknown, given twice or not readable */
    static ExportQuestion read(
            Map<String, List<String>> query, ExportConfig config, FilterLimits limits, Instant now, Instant overdue) {
        Parameters parameters = new Parameters(query);
        Criteria criteria = Criteria.read(parameters, limits);
        ExportFormat format = ExportFormat.of(parameters.choice("format", ExportFormat.words()));
        ExportQuestion question = new ExportQuestion(
                criteria, Span.of(criteria, now, config.maxSpan()), format, proofs(parameters, format), overdue);
        parameters.nothingElse();
        return question;
    }

    /** Usual with the form that records have in the log. */
    private static boolean proofs(Parameters parameters, ExportFormat format) {
        boolean canonical = format == ExportFormat.NDJSON;
        return parameters
                .choice("proofs", canonical ? List.of(WITH, WITHOUT) : List.of(WITHOUT, WITH))
                .equals(WITH);
    }

    /** The next {@code limit} records of the snapshot, oldest first; with proofs those of its log alone. */
    Clause select(Snapshot snapshot, Optional<UUID> after, int limit) {
        List<Clause> shown = new ArrayList<>(List.of(span.clause("r.occurred_at"), snapshot.clause()));
        if (proofs) {
            shown.add(Clause.of("r.log = ?", snapshot.log()));
        }
        if (after.isPresent()) {
            UUID last = after.get();
            // the first condition lets PostgreSQL skip months
            shown.add(Clause.of(
                    "r.occurred_at >= ? AND (r.occurred_at, r.event_id) > (?, ?)",
                    UuidV7.timeOf(last),
                    UuidV7.timeOf(last),
                    last));
        }
        String columns = "r.event_id, r.canonical, r.ingested_at, r.leaf_index, " + Person.COLUMNS;
        return criteria.select(columns, Clause.all(shown), overdue, "ASC", limit);
    }

    /** How many records are on the days it touches, whether they match or not. */
    Clause atMost() {
        return Clause.of(
                "SELECT coalesce(sum(records), 0)::bigint FROM leaf_day WHERE day >= (? AT TIME ZONE 'UTC')::date"
                        + " AND day <= (? AT TIME ZONE 'UTC')::date",
                span.from(),
                span.to());
    }

    /** For the record of who exported, and for the manifest. */
    Map<String, String> texts() {
        Map<String, String> texts = criteria.texts();
        texts.put("from", span.from().toString());
        texts.put("to", span.to().toString());
        texts.put("format", format.name().toLowerCase(Locale.ROOT));
        texts.put("proofs", proofs ? WITH : WITHOUT);
        return texts;
    }
}
