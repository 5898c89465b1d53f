package dev.portolan.connector.db.gate;

import dev.portolan.connector.db.failure.DatabaseErrors;
import dev.portolan.connector.db.session.RawRows;
import dev.portolan.connector.db.session.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gate: the only way a caller's SQL reaches a server. No parser of ours looks at the text; the server's own
 * grammar and transaction rules are the guard. The steps, and what each one is for:
 *
 * <ol>
 *   <li>{@code BEGIN READ ONLY}: the server refuses INSERT, UPDATE, DELETE, MERGE, DDL, nextval and the like, however
 *       deep in functions they hide.
 *   <li>{@code SELECT 1}: takes the transaction's first snapshot. From now on the server refuses to make the
 *       transaction read-write again, be it by {@code SET TRANSACTION} or by {@code set_config} inside a query
 *       (SQLSTATE 25001).
 *   <li>{@code SET LOCAL …}: the timeout, and the text forms that values are written in. Local, so gone with the
 *       transaction.
 *   <li>{@code DECLARE … NO SCROLL CURSOR FOR <sql>} as <em>one</em> statement of the extended protocol. The protocol
 *       admits one command, so {@code 1; COMMIT; DELETE …} is a syntax error; the grammar admits only SELECT, VALUES,
 *       TABLE and WITH after FOR, so DO, COPY, CALL, SET and SELECT INTO are none either; and a cursor refuses
 *       data-modifying WITH. The text is put last, so it can close no bracket of ours, and unchanged, so positions in
 *       errors fit and nothing legitimate (comments, dollar quotes, a trailing semicolon) is refused.
 *   <li>{@code FETCH n}: rows come in portions, so nobody's memory holds more than one. The timeout is set anew each
 *       time, to what is left: a query may call {@code set_config('statement_timeout', …)}, which cannot lengthen
 *       the portion that runs it but would free the next.
 *   <li>{@code ROLLBACK}, then {@code DISCARD ALL} (in {@code session}): undoes what a read-only transaction still
 *       permits, such as NOTIFY, temporary settings and advisory locks.
 * </ol>
 *
 * <p>What it does not stop: reading whatever the role may read, and functions with effects outside transactions
 * (dblink; for superusers files and signals). That is what a role is for; superusers are refused by {@code source}.
 */
final class ReadOnlyTransaction {
    static final String CURSOR = "DECLARE portolan NO SCROLL CURSOR FOR ";
    private static final String EXPLAIN = "EXPLAIN (FORMAT JSON, VERBOSE ";

    private static final long CLOCK_TOLERANCE_NANOS = 50_000_000;

    private final Session session;
    private final long deadlineNanos;

    private ReadOnlyTransaction(Session session, Duration timeout) {
        this.session = session;
        this.deadlineNanos = System.nanoTime() + timeout.toNanos();
    }

    /** Steps 1 to 3. */
    static ReadOnlyTransaction begin(Session session, Duration timeout) {
        ReadOnlyTransaction transaction = new ReadOnlyTransaction(session, timeout);
        session.trusted("BEGIN READ ONLY; SELECT 1; SET LOCAL DateStyle = 'ISO, YMD'; "
                + "SET LOCAL IntervalStyle = 'iso_8601'; SET LOCAL bytea_output = 'hex'; "
                + "SET LOCAL extra_float_digits = 1; SET LOCAL xmlbinary = 'base64'; "
                + "SET LOCAL idle_in_transaction_session_timeout = "
                + timeout.plusSeconds(10).toMillis() + "; "
                + transaction.timeLeft());
        return transaction;
    }

    /** Step 4. */
    void declare(String sql, List<@Nullable String> parameters) {
        foreign(CURSOR, sql, parameters);
    }

    /** Step 4 without the rest: the plan of the query as JSON text; the query is planned, never run. */
    String explain(String sql, List<@Nullable String> parameters, boolean verbose) {
        RawRows plan = foreign(EXPLAIN + verbose + ") " + CURSOR, sql, parameters);
        return String.valueOf(plan.rows().get(0)[0]);
    }

    /** Step 5. Fewer rows than asked for means there are no more. */
    RawRows fetch(String sql, int rows) {
        session.trusted(timeLeft());
        try {
            return session.single("FETCH FORWARD " + rows + " FROM portolan", List.of());
        } catch (SQLException e) {
            throw DatabaseErrors.of(e, sql, CURSOR.length());
        }
    }

    /** Whether the server's clock may have run out; it counts from later on, in milliseconds, and answers late. */
    boolean isPastDeadline() {
        return deadlineNanos - System.nanoTime() <= CLOCK_TOLERANCE_NANOS;
    }

    private RawRows foreign(String ours, String sql, List<@Nullable String> parameters) {
        try {
            return session.single(ours + sql, parameters);
        } catch (SQLException e) {
            throw DatabaseErrors.of(e, sql, ours.length());
        }
    }

    /** At least a millisecond: zero would mean no timeout at all. */
    private String timeLeft() {
        long millis = Math.max(1, (deadlineNanos - System.nanoTime()) / 1_000_000);
        return "SET LOCAL statement_timeout = " + millis;
    }
}
