package dev.portolan.connector.db.gate;

import dev.portolan.connector.db.failure.DatabaseErrors;
import dev.portolan.connector.db.failure.DatabaseFailure;
import dev.portolan.connector.db.failure.FailureCode;
import dev.portolan.connector.db.gate.RowSink.Column;
import dev.portolan.connector.db.session.RawRows;
import dev.portolan.connector.db.session.RawRows.RawColumn;
import dev.portolan.connector.db.session.Session;
import dev.portolan.connector.db.session.SessionPool;
import dev.portolan.connector.db.session.SessionPool.Loan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs queries of callers through a {@link ReadOnlyTransaction} on a borrowed session, and gives the session back
 * whatever happens. Blocking; stateless and thread-safe.
 */
public final class ReadOnlyGate {
    private static final int MAX_PORTION_ROWS = 100;
    /** Aim for one portion, far below {@code pool.max-portion-bytes}, which drops the connection. */
    private static final int PORTION_CHARS = 512 * 1024;

    /**
     * Runs a query and hands its rows over until the sink has had enough, one row more than
     * {@link GatedQuery#maxRows()} was handed over, or there are none left.
     *
     * @throws DatabaseFailure if it cannot be run, whatever the reason
     */
    public void query(SessionPool pool, GatedQuery query, CancelSignal signal, RowSink sink) {
        within(pool, query, signal, (session, transaction) -> {
            transaction.declare(query.sql(), query.parameters());
            deliver(session, transaction, query, sink);
            return "";
        });
    }

    /**
     * The plan of a query, as PostgreSQL's JSON; the query is not run.
     *
     * @param verbose also name the schemas of tables and the columns each step yields
     */
    public String explain(SessionPool pool, GatedQuery query, boolean verbose, CancelSignal signal) {
        return within(
                pool,
                query,
                signal,
                (session, transaction) -> transaction.explain(query.sql(), query.parameters(), verbose));
    }

    private interface Work {
        String in(Session session, ReadOnlyTransaction transaction);
    }

    private String within(SessionPool pool, GatedQuery query, CancelSignal signal, Work work) {
        Loan loan = pool.lend();
        try {
            ReadOnlyTransaction transaction;
            try {
                transaction = ReadOnlyTransaction.begin(loan.session(), query.timeout());
            } catch (DatabaseFailure failure) {
                if (!failure.connectionLost() || !loan.reused()) {
                    throw failure;
                }
                loan = exchange(pool, loan);
                transaction = ReadOnlyTransaction.begin(loan.session(), query.timeout());
            }
            signal.onCancelled(loan::cancel);
            return settled(transaction, signal, loan.session(), work);
        } finally {
            loan.close();
        }
    }

    /** An idle session had died unnoticed, say in a restart of the server. Nothing has run yet: take a new one. */
    private static Loan exchange(SessionPool pool, Loan dead) {
        dead.session().discard();
        dead.close();
        pool.dropIdle();
        return pool.lend();
    }

    /** The server says "cancelled" (57014) for three reasons; here we know which. */
    private static String settled(ReadOnlyTransaction transaction, CancelSignal signal, Session session, Work work) {
        try {
            if (signal.isCancelled()) {
                // Given while we waited for a connection: a cancel finds nothing to end yet
                throw new DatabaseFailure(FailureCode.CANCELLED, FailureCode.CANCELLED.sentence());
            }
            return work.in(session, transaction);
        } catch (DatabaseFailure failure) {
            if (signal.isCancelled()) {
                throw new DatabaseFailure(FailureCode.CANCELLED, FailureCode.CANCELLED.sentence());
            }
            if (failure.code() == FailureCode.TIMEOUT && !transaction.isPastDeadline()) {
                throw new DatabaseFailure(
                        FailureCode.CANCELLED, FailureCode.CANCELLED.sentence(), failure.sqlState(), 0);
            }
            throw failure;
        }
    }

    private static void deliver(Session session, ReadOnlyTransaction transaction, GatedQuery query, RowSink sink) {
        int wanted = query.maxRows() + 1;
        int portion = 1;
        boolean first = true;
        while (wanted > 0) {
            int asked = Math.min(portion, wanted);
            RawRows rows = transaction.fetch(query.sql(), asked);
            if (first) {
                sink.columns(columns(session, rows.columns()));
                first = false;
            }
            for (@Nullable String[] row : rows.rows()) {
                if (!sink.row(row)) {
                    return;
                }
            }
            if (rows.rows().size() < asked) {
                return;
            }
            wanted -= asked;
            portion = nextPortion(portion, rows);
        }
    }

    /** Grows while rows stay narrow: the widest row seen, times the rows asked for, stays within the aim. */
    private static int nextPortion(int portion, RawRows rows) {
        long widest = 1;
        for (@Nullable String[] row : rows.rows()) {
            long width = 0;
            for (String value : row) {
                width += value == null ? 0 : value.length();
            }
            widest = Math.max(widest, width);
        }
        long fit = Math.max(1, PORTION_CHARS / widest);
        return (int) Math.min(Math.min(fit, MAX_PORTION_ROWS), portion * 10L);
    }

    private static List<Column> columns(Session session, List<RawColumn> raw) {
        List<Column> columns = new ArrayList<>();
        for (RawColumn column : raw) {
            columns.add(new Column(column.name(), typeName(session, column.typeOid())));
        }
        return columns;
    }

    private static String typeName(Session session, int oid) {
        try {
            String name = session.typeName(oid);
            return name.startsWith("_") ? name.substring(1) + "[]" : name;
        } catch (SQLException e) {
            throw DatabaseErrors.of(e);
        }
    }
}
