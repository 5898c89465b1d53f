package dev.portolan.connector.db.session;

import dev.portolan.connector.db.failure.DatabaseFailure;
import dev.portolan.connector.db.failure.FailureCode;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * At most {@link PoolConfig#maxSize()} sessions of one source, lent for one call each. A session goes back only
 * after it has been reset; one that cannot be reset is closed. Our own, because what matters here, a reset that may
 * fail, a wait that is told apart from a failing server, a bounded queue, is what pools hide.
 *
 * <p>Thread-safe. Locking: the semaphore bounds sessions out on loan; idle ones wait in a deque, last used first.
 */
public final class SessionPool implements AutoCloseable {
    private final Sessions sessions;
    private final PoolConfig config;
    private final LongConsumer waits;
    private final Semaphore permits;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();

    private volatile boolean closed;

    private record Idle(Session session, long sinceNanos) {}

    /** @param waits told how many nanoseconds each call waited for a session, in vain or not */
    public SessionPool(Sessions sessions, PoolConfig config, LongConsumer waits) {
        this.sessions = sessions;
        this.config = config;
        this.waits = waits;
        this.permits = new Semaphore(config.maxSize(), true);
    }

    /**
     * Lends a session, opening one if none is idle. Blocks for at most {@link PoolConfig#maxWait()} plus the time to
     * connect.
     *
     * @throws DatabaseFailure {@link FailureCode#BUSY} if none came free in time or too many wait already;
     *     {@link FailureCode#UNAVAILABLE} and its like if none can be opened
     */
    public Loan lend() {
        long from = System.nanoTime();
        try {
            takePermit();
        } finally {
            waits.accept(System.nanoTime() - from);
        }
        boolean lent = false;
        try {
            Session session = freshIdle();
            boolean reused = session != null;
            Loan loan = new Loan(session != null ? session : sessions.open(), reused);
            lent = true;
            return loan;
        } finally {
            if (!lent) {
                permits.release();
            }
        }
    }

    private void takePermit() {
        if (permits.tryAcquire()) {
            return;
        }
        if (waiting.incrementAndGet() > config.maxWaiting()) {
            waiting.decrementAndGet();
            throw new DatabaseFailure(FailureCode.BUSY, FailureCode.BUSY.sentence());
        }
        try {
            if (!permits.tryAcquire(config.maxWait().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new DatabaseFailure(FailureCode.BUSY, FailureCode.BUSY.sentence());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseFailure(FailureCode.CANCELLED, FailureCode.CANCELLED.sentence());
        } finally {
            waiting.decrementAndGet();
        }
    }

    private @Nullable Session freshIdle() {
        long now = System.nanoTime();
        for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            boolean stale = now - next.sinceNanos() > config.maxIdle().toNanos()
                    || now - next.session().openedNanos() > config.maxLifetime().toNanos();
            if (!stale && !next.session().isClosed()) {
                return next.session();
            }
            next.session().close();
        }
        return null;
    }

    private void takeBack(Session session) {
        try {
            if (session.reset() && !closed) {
                idle.addFirst(new Idle(session, System.nanoTime()));
            } else {
                session.close();
            }
        } finally {
            permits.release();
        }
    }

    /** A session out on loan; closing it gives it back, once. */
    public final class Loan implements AutoCloseable {
        private final Session session;
        private final boolean reused;
        private boolean over;

        private Loan(Session session, boolean reused) {
            this.session = session;
            this.reused = reused;
        }

        public Session session() {
            return session;
        }

        /** Whether it was idle before, and so may have died unnoticed. */
        public boolean reused() {
            return reused;
        }

        /**
         * Asks the server to end what runs on the session, unless the loan is over: a cancel that comes late must
         * not hit the next caller's query. Blocks for a round trip.
         */
        public synchronized void cancel() {
            if (!over) {
                session.cancel();
            }
        }

        @Override
        public void close() {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            takeBack(session);
        }
    }

    /** Closes every idle session: after one turned out dead, the others likely are too. */
    public void dropIdle() {
        for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            next.session().close();
        }
    }

    /** Sessions on loan. */
    public int inUse() {
        return config.maxSize() - permits.availablePermits();
    }

    /** Sessions waiting to be lent. */
    public int idle() {
        return idle.size();
    }

    /** Calls waiting for a session. */
    public int waiting() {
        return waiting.get();
    }

    public int maxSize() {
        return config.maxSize();
    }

    /** Closes what is idle; what is on loan is closed when it comes back. */
    @Override
    public void close() {
        closed = true;
        dropIdle();
    }
}
