package dev.portolan.gateway.audit.remote;

import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.UuidV7;
import dev.portolan.gateway.audit.AuditLog;
import dev.portolan.gateway.audit.Entry;
import dev.portolan.gateway.audit.OpenIntent;
import dev.portolan.gateway.credential.ServiceTokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The log of durability level {@code remote}: a record is durable when audit-service has committed it. Concurrent
 * records share requests and commits; nothing is kept on this machine.
 *
 * <p>Safe for use by many threads: each method hands over to the log's one event loop context, where all state is
 * confined (see {@link Journal} for what holds there), and tells the result on the context it was called on. Nothing
 * blocks but {@link #stop}.
 */
public final class RemoteAuditLog implements AuditLog {
    private static final Logger LOG = Logger.getLogger(RemoteAuditLog.class);

    private final RemoteAuditConfig config;
    private final IngestClient ingest;
    private final Journal journal;

    /** A log that is down until {@link #start} has found audit-service. */
    public RemoteAuditLog(
            Vertx vertx, RemoteAuditConfig config, ServiceTokens tokens, Clock clock, MeterRegistry registry) {
        Bounds.check(config);
        Context context = VertxContext.getRootContext(vertx.getOrCreateContext());
        Numbers numbers = new Numbers(config.gatewayId().orElseGet(RemoteAuditLog::hostName), new UuidV7(clock));
        this.config = config;
        this.ingest = new IngestClient(vertx, context, config, tokens);
        this.journal = new Journal(context, config, ingest, numbers, new AuditMetrics(registry));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "gateway";
        }
    }

    /** Begins to look for audit-service. */
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
        return journal.available();
    }

    /**
     * Refuses what comes from now on, delivers what is left, and says how much could not be delivered. Blocks for at
     * most the configured time, so not for event loops.
     */
    public void stop() {
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
        ingest.close();
    }

    private String left() {
        CompletableFuture<String> left = new CompletableFuture<>();
        journal.enter(null, () -> left.complete(journal.left()));
        return left.completeOnTimeout("unknown", 1, TimeUnit.SECONDS).join();
    }
}
