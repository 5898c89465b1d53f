package dev.portolan.connector.db.source;

import dev.portolan.connector.db.failure.DatabaseFailure;
import dev.portolan.connector.db.session.SessionPool;
import dev.portolan.connector.db.session.SessionPool.Loan;
import dev.portolan.connector.db.session.Sessions;
import dev.portolan.connector.db.session.SourceUrl;
import dev.portolan.connector.db.source.SourceState.Standing;
import java.util.concurrent.locks.ReentrantLock;

/** A database under its name, with what is known of it. Thread-safe; at most one look at it at a time. */
public final class Source {
    private final String name;
    private final SourceUrl url;
    private final Sessions sessions;
    private final SessionPool pool;
    private final Examination examination;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile SourceState state = SourceState.unchecked();
    private long lookedAtNanos;

    Source(String name, SourceUrl url, Sessions sessions, SessionPool pool, Examination examination) {
        this.name = name;
        this.url = url;
        this.sessions = sessions;
        this.pool = pool;
        this.examination = examination;
        this.lookedAtNanos = System.nanoTime() - Long.MAX_VALUE / 2;
    }

    public String name() {
        return name;
    }

    public String database() {
        return url.database();
    }

    public SessionPool pool() {
        return pool;
    }

    public SourceState state() {
        return state;
    }

    /**
     * Looks at it unless that was done within the given time, or is being done. Blocks while the server is slow to
     * answer; who comes meanwhile gets the state known so far, if any.
     */
    SourceState look(long atMostEveryNanos) {
        if (state.standing() == Standing.UNCHECKED) {
            looking.lock();
        } else if (!looking.tryLock()) {
            return state;
        }
        try {
            if (System.nanoTime() - lookedAtNanos >= atMostEveryNanos) {
                state = state.isReady() ? stillThere() : examination.of(sessions);
                lookedAtNanos = System.nanoTime();
            }
            return state;
        } finally {
            looking.unlock();
        }
    }

    /** A source whose connections are all in use is at work, hence there. */
    private SourceState stillThere() {
        if (pool.inUse() >= pool.maxSize()) {
            return state;
        }
        try {
            ping();
            return state;
        } catch (DatabaseFailure failure) {
            pool.dropIdle();
            return examination.of(sessions);
        }
    }

    private void ping() {
        try (Loan loan = pool.lend()) {
            loan.session().trusted("SELECT 1");
        }
    }
}
