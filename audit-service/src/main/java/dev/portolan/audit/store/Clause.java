package dev.portolan.audit.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of SQL with its values. A value never becomes part of the text.
 *
 * @param sql with one {@code ?} for each value
 * @param values in the order of the marks: texts, numbers, booleans, UUIDs, {@link java.time.Instant}s
 */
public record Clause(String sql, List<Object> values) {

    /** Always true. */
    public static final Clause TRUE = of("TRUE");

    /** Copies the values. */
    public Clause {
        values = List.copyOf(values);
    }

    /** A constant text with its values. */
    public static Clause of(String sql, Object... values) {
        return new Clause(sql, Arrays.asList(values));
    }

    /** This text and then another. */
    public Clause then(Clause next) {
        List<Object> both = new ArrayList<>(values);
        both.addAll(next.values);
        return new Clause(sql + next.sql, both);
    }

    /** This text and then another. */
    public Clause then(String text, Object... more) {
        return then(of(text, more));
    }

    /** True where all are. */
    public static Clause all(List<Clause> clauses) {
        if (clauses.isEmpty()) {
            return TRUE;
        }
        return new Clause(
                clauses.stream().map(Clause::sql).collect(Collectors.joining(") AND (", "(", ")")),
                clauses.stream().flatMap(clause -> clause.values.stream()).toList());
    }
}
