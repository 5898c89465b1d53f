package dev.portolan.audit.criteria;

import dev.portolan.audit.filter.Filter;
import dev.portolan.audit.filter.FilterLimits;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.store.Clause;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to look for.
 *
 * @param values all must hold
 * @param filter must hold too
 */
public record Criteria(Map<Criterion, Object> values, Optional<Filter> filter) {

    private static final String FILTER = "filter";

    private static final String UNKNOWN =
            "r.outcome = 'unknown' OR (r.occurred_at < ? AND EXISTS (SELECT FROM open_intent"
                    + " AS i WHERE i.occurred_at = r.occurred_at AND i.event_id = r.event_id))";

    /** @throws Refused if a value is given twice or not readable, or the times exclude each other */
    public static Criteria read(Parameters parameters, FilterLimits limits) {
        Map<Criterion, Object> values = new EnumMap<>(Criterion.class);
        for (Criterion criterion : Criterion.values()) {
            parameters
                    .read(criterion.parameter(), criterion.form(), criterion.meaning())
                    .ifPresent(value -> values.put(criterion, value));
        }
        boolean empty = values.get(Criterion.FROM) instanceof Instant from
                && values.get(Criterion.TO) instanceof Instant to
                && !from.isBefore(to);
        if (empty) {
            throw new Refused(Problem.badRequest(
                    "'from' is not before 'to', so nothing can match.", "Swap them or widen the span."));
        }
        return new Criteria(values, parameters.text(FILTER).map(text -> Filter.of(text, limits)));
    }

    /** The criteria in words, the same whatever their order was; a cursor is bound to it. */
    public String canonical() {
        return values.entrySet().stream()
                        .map(entry -> entry.getKey().parameter() + "=" + entry.getValue())
                        .collect(Collectors.joining("\n"))
                + filter.map(condition -> "\n" + FILTER + "=" + condition.text())
                        .orElse("");
    }

    /** For the record of who looked. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((criterion, value) -> texts.put(criterion.parameter(), value.toString()));
        filter.ifPresent(condition -> texts.put(FILTER, condition.text()));
        return texts;
    }

    /**
     * True of the records of {@link Person#RECORDS} that meet them.
     *
     * @param overdue an intent older than this and without outcome counts as {@code unknown}
     */
    public Clause clause(Instant overdue) {
        return clause(values, overdue);
    }

    /**
     * The first {@code limit} records that meet them and {@code more}, in an order of time. A person may have several
     * numbers: their records are sought under each, because for a list of numbers PostgreSQL has no order, and looks
     * for somebody who did little through what everybody did.
     *
     * @param columns of {@link Person#RECORDS}
     * @param order {@code ASC} or {@code DESC}
     */
    public Clause select(String columns, Clause more, Instant overdue, String order, int limit) {
        String ordered = " ORDER BY r.occurred_at " + order + ", r.event_id " + order + " LIMIT ?";
        Map<Criterion, Object> rest = new EnumMap<>(Criterion.class);
        rest.putAll(values);
        Object person = rest.remove(Criterion.PERSON);
        Clause where = Clause.all(List.of(more, clause(rest, overdue)));
        if (person == null) {
            return Clause.of("SELECT " + columns + " FROM " + Person.RECORDS + " WHERE ")
                    .then(where)
                    .then(ordered, limit);
        }
        return Clause.of(
                        "SELECT " + columns
                                + " FROM (SELECT DISTINCT actor FROM people.meant(?) AS meant(actor)) AS who"
                                + " CROSS JOIN LATERAL (SELECT r.* FROM " + Person.RECORDS
                                + " WHERE r.actor = who.actor AND ",
                        person)
                .then(where)
                .then(ordered, limit)
                .then(") AS r LEFT JOIN people.subject AS p ON p.subject_key = r.actor")
                .then(ordered, limit);
    }

    private Clause clause(Map<Criterion, Object> sought, Instant overdue) {
        List<Clause> clauses = sought.entrySet().stream()
                .map(entry ->
                        entry.getKey() == Criterion.OUTCOME && entry.getValue().equals("unknown")
                                ? Clause.of(UNKNOWN, overdue)
                                : entry.getKey().is(entry.getValue()))
                .toList();
        return Clause.all(Stream.concat(clauses.stream(), filter.map(Filter::clause).stream())
                .toList());
    }
}
