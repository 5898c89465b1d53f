package dev.portolan.audit.export;

import dev.portolan.audit.criteria.Criteria;
import dev.portolan.audit.criteria.Parameters;
import dev.portolan.audit.criteria.Person;
import dev.portolan.audit.criteria.Span;
import dev.portolan.audit.event.UuidV7;
import dev.portolan.audit.filter.FilterLimits;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.store.Clause;
import java.time.Instant;
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
 * @param overdue an intent older than this and without outcome counts as {@code unknown}
 */
record ExportQuestion(Criteria criteria, Span span, ExportFormat format, Instant overdue) {

    /** @throws Refused if a parameter is unknown, given twice or not readable */
    static ExportQuestion read(
            Map<String, List<String>> query, ExportConfig config, FilterLimits limits, Instant now, Instant overdue) {
        Parameters parameters = new Parameters(query);
        Criteria criteria = Criteria.read(parameters, limits);
        ExportQuestion question = new ExportQuestion(
                criteria,
                Span.of(criteria, now, config.maxSpan()),
                ExportFormat.of(parameters.choice("format", ExportFormat.words())),
                overdue);
        parameters.nothingElse();
        return question;
    }

    /** The next {@code limit} records, oldest first. */
    Clause select(Optional<UUID> after, int limit) {
        Clause where = Clause.all(List.of(span.clause("r.occurred_at"), criteria.clause(overdue)));
        Clause select = Clause.of("SELECT r.event_id, r.canonical, r.ingested_at, " + Person.COLUMNS + " FROM "
                        + Person.RECORDS + " WHERE ")
                .then(where);
        if (after.isPresent()) {
            UUID last = after.get();
            // the first condition lets PostgreSQL skip months
            select = select.then(
                    " AND r.occurred_at >= ? AND (r.occurred_at, r.event_id) > (?, ?)",
                    UuidV7.timeOf(last),
                    UuidV7.timeOf(last),
                    last);
        }
        return select.then(" ORDER BY r.occurred_at, r.event_id LIMIT ?", limit);
    }

    /** For the record of who exported, and for the manifest. */
    Map<String, String> texts() {
        Map<String, String> texts = criteria.texts();
        texts.put("from", span.from().toString());
        texts.put("to", span.to().toString());
        texts.put("format", format.name().toLowerCase(Locale.ROOT));
        return texts;
    }
}
