package dev.portolan.audit.count;

import dev.portolan.audit.criteria.Criteria;
import dev.portolan.audit.criteria.Criterion;
import dev.portolan.audit.criteria.Parameters;
import dev.portolan.audit.criteria.Person;
import dev.portolan.audit.criteria.Span;
import dev.portolan.audit.filter.FilterLimits;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.Refused;
import dev.portolan.audit.store.Clause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many records are there, by what.
 *
 * @param criteria of the records; without {@code kind} those that end a request
 * @param span the span of time
 * @param by length of a step: {@code hour}, {@code day}, {@code month} in UTC, or {@code none}
 * @param groups what else to count by
 * @param limit lines of the answer
 */
record CountQuestion(Criteria criteria, Span span, String by, List<Grouping> groups, int limit) {

    static final List<String> STEPS = List.of("day", "hour", "month", "none");

    private static final int MAX_GROUPS = 4;

    /** @throws Refused if a parameter is unknown, given twice or not readable */
    static CountQuestion read(Map<String, List<String>> query, CountConfig config, FilterLimits limits, Instant now) {
        Parameters parameters = new Parameters(query);
        Criteria criteria = Criteria.read(parameters, limits);
        CountQuestion question = new CountQuestion(
                criteria,
                Span.of(criteria, now, config.maxSpan()),
                parameters.choice("by", STEPS),
                groups(parameters.text("group").orElse("")),
                parameters.number("limit", 1, config.maxLines(), Math.min(1000, config.maxLines())));
        parameters.nothingElse();
        return question;
    }

    /** One line more than asked for tells whether there are more. */
    Clause select(Instant overdue) {
        List<String> columns = new ArrayList<>();
        if (!by.equals("none")) {
            // one of STEPS, not what was sent
            columns.add("date_trunc('" + STEPS.get(STEPS.indexOf(by)) + "', r.occurred_at, 'UTC') AS time");
        }
        groups.forEach(group -> columns.add(group.column() + " AS " + group.word()));
        columns.add("count(*) AS records");
        columns.add("coalesce(sum(CASE r.kind WHEN 'coalesced' THEN (r.canonical::jsonb #>> '{outcome,count}')::bigint"
                + " ELSE 1 END), 0)::bigint AS requests");
        int keys = columns.size() - 2;
        String numbers = columns.stream()
                .limit(keys)
                .map(column -> Integer.toString(columns.indexOf(column) + 1))
                .collect(Collectors.joining(", "));
        Clause where = Clause.all(List.of(span.clause("r.occurred_at"), criteria.clause(overdue), ended()));
        return Clause.of("SELECT " + String.join(", ", columns) + " FROM " + Person.RECORDS + " WHERE ")
                .then(where)
                .then(keys == 0 ? "" : " GROUP BY " + numbers + " ORDER BY " + numbers)
                .then(" LIMIT ?", limit + 1);
    }

    /** For the record of who looked. */
    Map<String, String> parameters() {
        Map<String, String> texts = criteria.texts();
        texts.put("from", span.from().toString());
        texts.put("to", span.to().toString());
        texts.put("by", by);
        texts.put("group", groups.stream().map(Grouping::word).collect(Collectors.joining(",")));
        texts.put("limit", Integer.toString(limit));
        return texts;
    }

    private Clause ended() {
        return criteria.values().containsKey(Criterion.KIND) ? Clause.TRUE : Clause.of("r.kind <> 'intent'");
    }

    private static List<Grouping> groups(String text) {
        List<Grouping> groups = Arrays.stream(text.split(","))
                .filter(word -> !word.isEmpty())
                .map(word -> Grouping.of(word).orElseThrow(CountQuestion::unreadable))
                .distinct()
                .toList();
        if (groups.size() > MAX_GROUPS) {
            throw unreadable();
        }
        return groups;
    }

    private static Refused unreadable() {
        return new Refused(Problem.badRequest(
                "The value of 'group' cannot be read.",
                "Give at most " + MAX_GROUPS + " of " + String.join(", ", Grouping.words())
                        + ", separated by commas."));
    }
}
