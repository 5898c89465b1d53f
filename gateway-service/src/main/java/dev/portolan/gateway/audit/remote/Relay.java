package dev.portolan.gateway.audit.remote;

import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Carries records to audit-service: what comes together goes together, at most so many requests at a time.
 *
 * <p>Invariants. A record that was accepted is in exactly one place – waiting, in flight, failed – until it is
 * acknowledged. A failed batch is sent again unchanged, the oldest first. Any failure brings the relay down; only
 * an acknowledged probe brings it up, and a probe is a real batch, so being up means that a commit has just been seen.
 * While it is down one probe at a time goes out and nothing else. It starts down.
 *
 * <p>Confined to the context of the log.
 */
final class Relay {
    /** Hears of what happens to records. */
    interface Receiver {
        void acknowledged(Pending record);

        /** After all records of a batch. */
        void batchDone();

        void down(String why);

        void up();
    }

    private final Context context;
    private final RemoteAuditConfig config;
    private final IngestClient ingest;
    private final AuditMetrics metrics;
    private final Receiver receiver;
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private final Queue<Batch> failed = new PriorityQueue<>(Comparator.comparingLong(Batch::first));
    private int inFlight;
    private boolean flushing;
    private boolean probing;
    private boolean up;

    Relay(Context context, RemoteAuditConfig config, IngestClient ingest, AuditMetrics metrics, Receiver receiver) {
        this.context = context;
        this.config = config;
        this.ingest = ingest;
        this.metrics = metrics;
        this.receiver = receiver;
    }

    boolean up() {
        return up;
    }

    /** Whether everything accepted is acknowledged. */
    boolean idle() {
        return waiting.isEmpty() && failed.isEmpty() && inFlight == 0;
    }

    void accept(Pending record) {
        waiting.addLast(record);
        metrics.accepted();
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
    void probe() {
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
        ingest.post(batch).onComplete(result -> {
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
            receiver.up();
        }
        batch.records().forEach(receiver::acknowledged);
        receiver.batchDone();
        flush();
    }

    private void failed(Batch batch, boolean probe, String why) {
        failed.add(batch);
        metrics.failed();
        boolean wasUp = up;
        up = false;
        if (wasUp) {
            receiver.down(why);
        }
        if (wasUp || probe) {
            context.owner().setTimer(Math.max(1, config.probeInterval().toMillis()), id -> probe());
        }
    }
}
