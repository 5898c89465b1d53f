package dev.portolan.gateway.audit.remote;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Source;
import dev.portolan.gateway.audit.AuditUnavailable.Why;
import dev.portolan.gateway.audit.Entry;
import dev.portolan.gateway.audit.remote.Pending.Role;
import io.vertx.core.Context;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is accepted, and what follows from its acknowledgement.
 *
 * <p>Invariants, each of which a test falsifies:
 *
 * <ol>
 *   <li>Accepted = numbered = delivered. A record gets its number when it is accepted; from then on it is neither
 *       changed nor dropped while the gateway runs. So the numbers in the store have no holes, and what was refused
 *       without being accepted has no number.
 *   <li>Nobody is told that a record is durable before audit-service has said that it committed it.
 *   <li>An intent is accepted only with room reserved for its outcome, and the room is given back only when the
 *       outcome is acknowledged: {@code open intents + undelivered outcomes + undelivered served ≤ reserve}.
 *   <li>An acknowledged intent is either given to one taker, who closes it, or – if it was refused meanwhile, or its
 *       taker has gone – closed by the journal in the same moment. So each intent gets exactly one outcome, and
 *       never before it is in the store itself.
 *   <li>While the relay is down no intent is accepted.
 *   <li>Refusals: recorded one by one + counted = handed in, for each reason.
 * </ol>
 *
 * <p>Confined to the context of the log.
 */
final class Journal implements Relay.Receiver {
    private static final Logger LOG = Logger.getLogger(Journal.class);

    private final Context context;
    private final RemoteAuditConfig config;
    private final Numbers numbers;
    private final AuditMetrics metrics;
    private final Relay relay;
    private final Deadlines deadlines;
    private final Set<RemoteIntent> open = new LinkedHashSet<>();
    private final RefusalCounts counts = new RefusalCounts();
    private final Tally tally;
    private boolean stopNoted;
    private @Nullable Runnable whenDrained;
    private volatile boolean available;

    Journal(Context context, RemoteAuditConfig config, IngestClient ingest, Numbers numbers, AuditMetrics metrics) {
        this.context = context;
        this.config = config;
        this.numbers = numbers;
        this.metrics = metrics;
        this.tally = new Tally(metrics);
        this.relay = new Relay(context, config, ingest, metrics, this);
        this.deadlines = new Deadlines(context.owner(), config, this::giveUp);
    }

    /**
     * Takes a step on the context of the log, from any thread. The one place that catches everything: a step that
     * breaks is a defect, and whoever waits for it must hear of it.
     */
    void enter(@Nullable Waiting waiting, Runnable step) {
        context.runOnContext(none -> {
            try {
                step.run();
            } catch (RuntimeException defect) {
                LOG.errorf(
                        "a record could not be accepted: %s", defect.getClass().getName());
                fail(waiting, Why.UNRECORDABLE);
            }
        });
    }

    /** Readable by any thread. */
    boolean available() {
        return available;
    }

    /** The first record of the boot; the log is up once it is durable. */
    void start() {
        accept(Role.NOTICE, Notices.gateway(numbers.id(), Notices.STARTED), null);
        relay.probe();
    }

    void intend(Entry entry, Waiting waiting) {
        if (admits(entry, waiting)) {
            accept(Role.INTENT, entry::intent, waiting);
            tally.reserve();
        }
    }

    void served(Entry entry, Outcome outcome, Waiting waiting) {
        if (admits(entry, waiting)) {
            accept(Role.SERVED, (id, source) -> entry.event(id, source, outcome), waiting);
            tally.reserve();
        }
    }

    /** Whether there is room and an outlook; if not, that is what is recorded. */
    private boolean admits(Entry entry, Waiting waiting) {
        Why no = obstacle();
        if (no == null) {
            return true;
        }
        fail(waiting, no);
        refused(entry, Notices.NOT_ADMITTED, null);
        return false;
    }

    private @Nullable Why obstacle() {
        if (whenDrained != null) {
            return Why.CLOSING;
        }
        if (!relay.up()) {
            return Why.DOWN;
        }
        return tally.reserved() >= config.reserve() ? Why.FULL : null;
    }

    void refused(Entry entry, Outcome outcome, @Nullable Waiting waiting) {
        if (stopNoted) {
            fail(waiting, Why.CLOSING);
        } else if (tally.undelivered(Role.REFUSAL) >= config.keptRefusals()) {
            counts.add(outcome.reason());
            fail(waiting, Why.FULL);
        } else {
            accept(Role.REFUSAL, (id, source) -> entry.event(id, source, outcome), waiting);
            if (!relay.up()) {
                fail(waiting, Why.DOWN);
            }
        }
    }

    private void closed(RemoteIntent intent, Outcome outcome, @Nullable Waiting waiting) {
        enter(waiting, () -> {
            open.remove(intent);
            close(intent.event(), outcome, waiting);
        });
    }

    private void close(AuditEvent intent, Outcome outcome, @Nullable Waiting waiting) {
        accept(Role.OUTCOME, (id, source) -> intent.outcome(id, source.seq(), outcome), waiting);
    }

    /** Whoever waited has gone: an intent that he was given, or will not be given any more, is closed for him. */
    void cancelled(Waiting waiting) {
        RemoteIntent given = waiting.given();
        if (given != null) {
            given.withdraw(Notices.NOT_TAKEN);
        } else {
            waiting.cancel();
        }
    }

    private void accept(Role role, BiFunction<UUID, Source, AuditEvent> draft, @Nullable Waiting waiting) {
        Numbers.Numbered record = numbers.number(draft);
        Pending pending = new Pending(role, record.event(), record.bytes(), waiting);
        tally.accepted(role);
        deadlines.add(pending);
        relay.accept(pending);
    }

    @Override
    public void acknowledged(Pending record) {
        tally.acknowledged(record.role());
        switch (record.role()) {
            case INTENT -> intentDurable(record);
            case OUTCOME, SERVED -> {
                tally.release();
                succeed(record, null);
            }
            case REFUSAL, NOTICE -> succeed(record, null);
        }
    }

    private void intentDurable(Pending record) {
        Waiting waiting = record.waiting();
        if (waiting == null || waiting.settled()) {
            boolean gone = waiting != null && waiting.cancelled();
            close(record.event(), gone ? Notices.NOT_TAKEN : Notices.NOT_ADMITTED, null);
        } else {
            RemoteIntent intent = new RemoteIntent(record.event(), this::closed);
            open.add(intent);
            succeed(record, intent);
        }
    }

    @Override
    public void batchDone() {
        if (relay.up() && !stopNoted) {
            counts.take((reason, count) -> {
                metrics.coalesced(count);
                accept(Role.NOTICE, Notices.coalesced(numbers.id(), reason, count), null);
            });
        }
        drained();
    }

    @Override
    public void up() {
        available = whenDrained == null;
        metrics.up(true);
        LOG.info("audit-service acknowledges; calls are served");
    }

    @Override
    public void down(String why) {
        available = false;
        metrics.up(false);
        LOG.warnf("audit trail down: %s; calls are refused until it acknowledges", why);
        deadlines.endFor(Pending::impatient, Why.DOWN);
    }

    private void giveUp(Pending record, Why why) {
        fail(record.waiting(), why);
        if (record.role() == Role.SERVED) {
            refused(Entry.of(record.event()), Notices.NOT_ADMITTED, null);
        }
    }

    /**
     * Refuses from now on and delivers what is left.
     *
     * @param done run once all is delivered
     */
    void drain(Runnable done) {
        whenDrained = done;
        available = false;
        deadlines.endFor(Pending::refusable, Why.CLOSING);
        Set.copyOf(open).forEach(intent -> intent.withdraw(Notices.NOT_SEEN));
        drained();
    }

    private void drained() {
        if (whenDrained == null || !relay.idle() || !open.isEmpty()) {
            return;
        }
        if (stopNoted) {
            whenDrained.run();
        } else {
            accept(Role.NOTICE, Notices.gateway(numbers.id(), Notices.STOPPED), null);
            stopNoted = true;
        }
    }

    /** What is left, in words. */
    String left() {
        return tally.undelivered() + " records (" + tally.undelivered(Role.OUTCOME) + " outcomes, "
                + tally.undelivered(Role.INTENT) + " intents), " + open.size() + " calls without outcome, "
                + counts.total() + " refusals known by number only";
    }

    private void succeed(Pending record, @Nullable RemoteIntent intent) {
        Waiting waiting = record.waiting();
        if (waiting != null && !waiting.settled()) {
            metrics.durable(record.role(), waiting.nanos());
            waiting.succeed(intent);
        }
    }

    private void fail(@Nullable Waiting waiting, Why why) {
        if (waiting != null && !waiting.settled()) {
            metrics.unavailable(why);
            waiting.fail(why);
        }
    }
}
