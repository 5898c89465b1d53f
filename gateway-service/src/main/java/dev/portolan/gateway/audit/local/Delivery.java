package dev.portolan.gateway.audit.local;

import dev.portolan.audit.event.Source;
import dev.portolan.audit.spool.Spool;
import dev.portolan.audit.spool.SpoolReader;
import dev.portolan.audit.spool.frame.SpoolRecord;
import dev.portolan.gateway.audit.ingest.IngestClient;
import dev.portolan.gateway.audit.ingest.IngestFailure;
import dev.portolan.gateway.audit.journal.AuditConfig;
import dev.portolan.gateway.audit.journal.AuditMetrics;
import io.opentelemetry.api.trace.SpanContext;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries records from the spool to audit-service: one batch at a time, in order, each again until it is taken. What
 * was taken may be given up by the spool. If audit-service says that something before the batch is missing there, all
 * that the spool has is sent again; audit-service knows what it has.
 *
 * <p>Confined to the context of the log; files are read by a worker.
 */
final class Delivery {
    private static final Logger LOG = Logger.getLogger(Delivery.class);

    private final Context context;
    private final AuditConfig config;
    private final Spool spool;
    private final SpoolReader reader;
    private final IngestClient ingest;
    private final AuditMetrics metrics;
    private LongConsumer delivered = seq -> {};
    private @Nullable Runnable whenDone;
    private String head = "";
    private boolean busy;
    private boolean ended;
    private long rewoundFor;
    private volatile boolean up = true;

    Delivery(Context context, AuditConfig config, Spool spool, IngestClient ingest, AuditMetrics metrics) {
        this.context = context;
        this.config = config;
        this.spool = spool;
        // the last that was taken once more: if that is missing there by now, so may be what came before it
        this.reader = spool.reader(spool.status().acknowledged());
        this.ingest = ingest;
        this.metrics = metrics;
    }

    /** @param hears the number of the last record that audit-service has, on the context of the log */
    void begin(LongConsumer hears) {
        delivered = hears;
        wake();
    }

    /** Whether audit-service took the last batch. For any thread. */
    boolean up() {
        return up;
    }

    /** This boot's records are durable up to this one; audit-service is told, so that it knows what a lost disk had. */
    void durable(Source last) {
        head = last.bootId() + " " + last.seq() + " " + spool.id() + " "
                + URLEncoder.encode(last.gatewayId(), StandardCharsets.UTF_8);
    }

    /** There may be something to deliver. */
    void wake() {
        if (!busy && !ended) {
            busy = true;
            read().onComplete(read -> {
                if (read.failed()) {
                    LOG.error("the audit spool cannot be read; trying again");
                    later(this::resume);
                } else if (read.result().isEmpty()) {
                    busy = false;
                    done();
                } else {
                    send(new Parcel(spool.id(), read.result()));
                }
            });
        }
    }

    private Future<List<SpoolRecord>> read() {
        return context.executeBlocking(
                () -> reader.read(config.batchEvents(), config.batchBytes().asLongValue() - config.batchEvents() - 1L));
    }

    private void send(Parcel parcel) {
        ingest.post(parcel.body(), SpanContext.getInvalid(), head).onComplete(result -> {
            if (result.succeeded()) {
                taken(parcel);
            } else {
                refused(parcel, result.cause());
            }
        });
    }

    private void taken(Parcel parcel) {
        if (!up) {
            up = true;
            LOG.info("audit-service takes records again");
        }
        metrics.delivered(parcel.records().size());
        spool.acknowledge(parcel.last());
        delivered.accept(parcel.last());
        resume();
    }

    private void refused(Parcel parcel, Throwable failure) {
        IngestFailure known = failure instanceof IngestFailure ours ? ours : null;
        metrics.failed();
        if (up) {
            up = false;
            String why = known == null ? "unknown" : known.text();
            LOG.warnf("records stay in the spool: %s; calls go on while there is room", why);
        }
        if (whenDone != null) {
            done();
        } else if (known != null && known.outOfTurn() && parcel.first() > rewoundFor) {
            // once for each place: what is not there then will not be there the next time either
            rewoundFor = parcel.first();
            later(this::again);
        } else {
            later(() -> send(parcel));
        }
    }

    private void again() {
        context.<Void>executeBlocking(() -> {
                    reader.rewind();
                    return null;
                })
                .onComplete(rewound -> resume());
    }

    private void resume() {
        busy = false;
        wake();
    }

    private void later(Runnable step) {
        context.owner().setTimer(Math.max(1, config.probeInterval().toMillis()), id -> {
            if (!ended) {
                step.run();
            }
        });
    }

    private void done() {
        Runnable then = whenDone;
        if (then != null) {
            whenDone = null;
            then.run();
        }
    }

    /** Delivers what it can within the time to stop, then lets go of the spool; the next boot sends what is left. */
    void close() {
        CountDownLatch empty = new CountDownLatch(1);
        context.runOnContext(none -> {
            whenDone = empty::countDown;
            wake();
            if (!up) {
                done();
            }
        });
        try {
            if (!empty.await(config.drain().toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf(
                        "records up to %d are delivered, the rest up to %d stays in the spool",
                        spool.status().acknowledged(), spool.status().durable());
            }
            CountDownLatch stopped = new CountDownLatch(1);
            context.runOnContext(none -> {
                ended = true;
                stopped.countDown();
            });
            stopped.await(1, TimeUnit.SECONDS);
            ingest.close();
            reader.close();
            spool.close();
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            LOG.error("the audit spool could not be closed");
        }
    }
}
