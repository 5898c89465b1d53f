package dev.portolan.gateway.audit.journal;

import dev.portolan.audit.event.Outcome;
import dev.portolan.gateway.audit.AuditLog;
import dev.portolan.gateway.audit.Entry;
import dev.portolan.gateway.audit.OpenIntent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The audit log: what is accepted goes to the {@link Store} of the configured durability, and whoever waits is told
 * when it is durable there.
 *
 * <p>Safe for use by many threads: each method hands over to the log's one event loop context, where all state is
 * confined (see {@link Journal} for what holds there), and tells the result on the context it was called on. Nothing
 * blocks but {@link #stop}.
 */
public final class JournalLog implements AuditLog {
    private static final Logger LOG = Logger.getLogger(JournalLog.class);

    private final AuditConfig config;
    private final Store store;
    private final Journal journal;
    private volatile boolean stopping;

    /**
     * A log that takes nothing until it is {@link #start started}.
     *
     * @param context the one on which the store is used too
     * @param numbers used by nobody else
     */
    public JournalLog(
            Context context, AuditConfig config, Store store, Numbers numbers, AuditMetrics metrics, Clock clock) {
        this.config = config;
        this.store = store;
        this.journal = new Journal(context, config, store, numbers, metrics, clock);
    }

    /** Records that the replica started, then takes what comes as soon as the store does. */
    public void start() {
        journal.enter(null, journal::start);
    }

    @Override
    public Uni<OpenIntent> intend(Entry entry) {
        return Uni.createFrom().deferred(() -> {
            Waiting waiting = new Waiting();
            journal.enter(waiting, () -> journal.intend(entry, waiting));
            return waiting.intent()
                    .onCancellation()
                    .invoke(() -> journal.enter(null, () -> journal.cancelled(waiting)));
        });
    }

    @Override
    public Uni<Void> served(Entry entry, Outcome outcome) {
        return Uni.createFrom().deferred(() -> {
            Waiting waiting = new Waiting();
            journal.enter(waiting, () -> journal.served(entry, outcome, waiting));
            return waiting.done();
        });
    }

    @Override
    public Uni<Void> refused(Entry entry, Outcome outcome) {
        Waiting waiting = new Waiting();
        journal.enter(waiting, () -> journal.refused(entry, outcome, waiting));
        return waiting.done();
    }

    @Override
    public void noted(Entry entry, Outcome outcome) {
        journal.enter(null, () -> journal.refused(entry, outcome, null));
    }

    @Override
    public boolean available() {
        return !stopping && store.available();
    }

    /**
     * Refuses what comes from now on, delivers what is left, and says how much could not be delivered. Blocks for at
     * most the configured time, so not for event loops. Does nothing the second time.
     */
    public void stop() {
        if (stopping) {
            return;
        }
        stopping = true;
        CountDownLatch drained = new CountDownLatch(1);
        journal.enter(null, () -> journal.drain(drained::countDown));
        try {
            if (!drained.await(config.drain().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.errorf("audit trail incomplete: not delivered within %s: %s", config.drain(), left());
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
            LOG.error("audit trail may be incomplete: interrupted while delivering what was left");
        }
        store.close();
    }

    private String left() {
        CompletableFuture<String> left = new CompletableFuture<>();
        journal.enter(null, () -> left.complete(journal.left()));
        return left.completeOnTimeout("unknown", 1, TimeUnit.SECONDS).join();
    }
}
