package dev.portolan.gateway.audit.remote;

import dev.portolan.audit.event.flood.Counted;
import dev.portolan.gateway.audit.AuditUnavailable.Why;
import dev.portolan.gateway.audit.ingest.IngestClient;
import dev.portolan.gateway.audit.ingest.IngestFailure;
import dev.portolan.gateway.audit.journal.AuditConfig;
import dev.portolan.gateway.audit.journal.AuditMetrics;
import dev.portolan.gateway.audit.journal.Draft;
import dev.portolan.gateway.audit.journal.Pending;
import dev.portolan.gateway.audit.journal.Store;
import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The store that is audit-service: a record is durable when that has committed it. What comes together goes together,
 * at most so many requests at a time.
 *
 * <p>Invariants. A record that was accepted is in exactly one place – waiting, in flight, failed – until it is
 * acknowledged. A failed batch is sent again unchanged, the oldest first. Any failure brings the relay down; only
 * an acknowledged probe brings it up, and a probe is a real batch, so being up means that a commit has just been seen.
 * While it is down one probe at a time goes out and nothing else. It starts down.
 *
 * <p>Confined to the context of the log.
 */
public final class Relay implements Store {
    private static final Logger LOG = Logger.getLogger(Relay.class);

    private final Context context;
    private final AuditConfig config;
    private final IngestClient ingest;
    private final AuditMetrics metrics;
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private final Queue<Batch> failed = new PriorityQueue<>(Comparator.comparingLong(Batch::first));
    private int inFlight;
    private boolean flushing;
    private boolean probing;
    private @Nullable Receiver receiver;
    private volatile boolean up;

    /** @param context of the log */
    public Relay(Context context, AuditConfig config, IngestClient ingest, AuditMetrics metrics) {
        this.context = context;
        this.config = config;
        this.ingest = ingest;
        this.metrics = metrics;
    }

    /** Nothing is kept here, so nothing is left. */
    @Override
    public List<Draft> leftBehind() {
        return List.of();
    }

    @Override
    public List<Counted> kept() {
        return List.of();
    }

    /** Nothing is kept on this machine. */
    @Override
    public void keep() {}

    @Override
    public void begin(Receiver hears) {
        receiver = hears;
        probe();
    }

    /** While it is down refusals are kept, and sent when it is up again. */
    @Override
    public @Nullable Why obstacle(Pending.Role role) {
        return !up && (role.isIntent() || role == Pending.Role.SERVED) ? Why.DOWN : null;
    }

    @Override
    public boolean available() {
        return up;
    }

    @Override
    public void close() {
        ingest.close();
    }

    @Override
    public boolean idle() {
        return waiting.isEmpty() && failed.isEmpty() && inFlight == 0;
    }

    @Override
    public void accept(Pending record) {
        waiting.addLast(record);
        if (up && !flushing) {
            flushing = true;
            long gather = config.gather().toMillis();
            if (gather == 0) {
                // behind the appends that are already in the event loop's queue, so that they go together
                context.runOnContext(none -> flush());
            } else {
                context.owner().setTimer(gather, id -> flush());
            }
        }
    }

    private void flush() {
        flushing = false;
        while (up && inFlight < config.maxInFlight() && !nothingToSend()) {
            send(next());
        }
    }

    /** Sends what is oldest to see whether audit-service is there. */
    private void probe() {
        if (!up && !probing && !nothingToSend()) {
            probing = true;
            send(next());
        }
    }

    private boolean nothingToSend() {
        return failed.isEmpty() && waiting.isEmpty();
    }

    private Batch next() {
        Batch again = failed.poll();
        return again != null
                ? again
                : Batch.from(waiting, config.batchEvents(), config.batchBytes().asLongValue());
    }

    private void send(Batch batch) {
        boolean probe = !up;
        inFlight++;
        ingest.post(batch.body(), batch.trace()).onComplete(result -> {
            inFlight--;
            if (probe) {
                probing = false;
            }
            if (result.succeeded()) {
                acknowledged(batch, probe);
            } else {
                failed(batch, probe, result.cause() instanceof IngestFailure known ? known.text() : "unknown");
            }
        });
    }

    private void acknowledged(Batch batch, boolean probe) {
        metrics.delivered(batch.records().size());
        if (probe && !up) {
            up = true;
            LOG.info("audit-service acknowledges; calls are served");
            receiver().up();
        }
        batch.records().forEach(receiver()::acknowledged);
        receiver().batchDone();
        flush();
    }

    private Receiver receiver() {
        return Objects.requireNonNull(receiver, "nothing is sent before it has begun");
    }

    private void failed(Batch batch, boolean probe, String why) {
        failed.add(batch);
        metrics.failed();
        boolean wasUp = up;
        up = false;
        if (wasUp) {
            LOG.warnf("audit trail down: %s; calls are refused until it acknowledges", why);
            receiver().down();
        }
        if (wasUp || probe) {
            context.owner().setTimer(Math.max(1, config.probeInterval().toMillis()), id -> probe());
        }
    }
}
