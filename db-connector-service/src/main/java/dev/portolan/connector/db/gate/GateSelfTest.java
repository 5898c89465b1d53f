package dev.portolan.connector.db.gate;

import dev.portolan.connector.db.failure.DatabaseErrors;
import dev.portolan.connector.db.failure.DatabaseFailure;
import dev.portolan.connector.db.session.Session;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries the {@link Attack}s on a source before it is served: what holds on one server, version or proxy may not hold
 * on the next, and a connection pooler between us and the server may change what a transaction is. Uses a session of
 * its own, whose end takes every trace with it.
 */
public final class GateSelfTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Road road;

    /** How a caller's SQL gets to the server. */
    interface Road {
        /** @throws DatabaseFailure if it was refused */
        void send(Session session, String sql);
    }

    public GateSelfTest() {
        this(GateSelfTest::throughTheGate);
    }

    GateSelfTest(Road road) {
        this.road = road;
    }

    private static void throughTheGate(Session session, String sql) {
        ReadOnlyTransaction transaction = ReadOnlyTransaction.begin(session, TIMEOUT);
        transaction.declare(sql, List.of());
        transaction.fetch(sql, 1);
    }

    /**
     * What came of it.
     *
     * @param held attacks that were refused and left no trace
     * @param notTried attacks that could not be prepared, because the role may not make temporary functions
     * @param broken attacks that were accepted or left a trace; a source with any must not be served
     */
    public record Report(List<String> held, List<String> notTried, List<String> broken) {
        public Report {
            held = List.copyOf(held);
            notTried = List.copyOf(notTried);
            broken = List.copyOf(broken);
        }
    }

    /**
     * Runs all attacks.
     *
     * @param session a fresh one, which the caller closes and never lends
     * @throws DatabaseFailure if the connection breaks
     */
    public Report run(Session session) {
        boolean functions = makeFunctions(session);
        List<String> held = new ArrayList<>();
        List<String> notTried = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        for (Attack attack : Attack.all()) {
            if (attack.needsFunction() && !functions) {
                notTried.add(attack.name());
            } else if (holds(session, attack)) {
                held.add(attack.name());
            } else {
                broken.add(attack.name());
            }
        }
        return new Report(held, notTried, broken);
    }

    private static boolean makeFunctions(Session session) {
        try {
            session.trusted(Attack.FUNCTIONS);
            return true;
        } catch (DatabaseFailure failure) {
            if (failure.connectionLost()) {
                throw failure;
            }
            return false;
        }
    }

    private boolean holds(Session session, Attack attack) {
        boolean accepted = true;
        try {
            road.send(session, attack.sql());
        } catch (DatabaseFailure failure) {
            if (failure.connectionLost()) {
                throw failure;
            }
            accepted = false;
        }
        session.trusted("ROLLBACK");
        boolean trace = hasTrace(session);
        if (trace) {
            session.trusted("DROP TABLE pg_temp." + Attack.TRACE);
        }
        return !accepted && !trace;
    }

    private static boolean hasTrace(Session session) {
        try {
            return session.single("SELECT to_regclass('pg_temp." + Attack.TRACE + "')", List.of())
                            .rows()
                            .get(0)[0]
                    != null;
        } catch (SQLException e) {
            throw DatabaseErrors.of(e);
        }
    }
}
