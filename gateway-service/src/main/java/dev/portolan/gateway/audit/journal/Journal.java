package dev.portolan.gateway.audit.journal;

import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.flood.Counted;
import dev.portolan.audit.event.seal.Disclosed;
import dev.portolan.gateway.audit.AuditUnavailable.Why;
import dev.portolan.gateway.audit.Entry;
import dev.portolan.gateway.audit.journal.Pending.Role;
import io.vertx.core.Context;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is accepted, and what follows from its acknowledgement.
 *
 * <p>Invariants, each of which a test falsifies:
 *
 * <ol>
 *   <li>Accepted = numbered = stored. A record gets its number when it is accepted; from then on it is neither
 *       changed nor dropped while the gateway runs. So the numbers in the store have no holes, and what was refused
 *       without being accepted has no number.
 *   <li>Nobody is told that a record is durable before the store has said so.
 *   <li>An intent is accepted only with room reserved for its outcome, and the room is given back only when the
 *       outcome is durable: {@code open intents + undelivered outcomes + undelivered served ≤ reserve}.
 *   <li>An acknowledged intent is either given to one taker, who closes it, or – if it was refused meanwhile, or its
 *       taker has gone – closed by the journal in the same moment. So each intent gets exactly one outcome, and
 *       never before it is in the store itself.
 *   <li>While the store is down no intent is accepted.
 *   <li>Refusals: recorded one by one + counted = handed in, for each reason.
 * </ol>
 *
 * <p>Confined to the context of the log.
 */
final class Journal implements Store.Receiver {
    private static final Logger LOG = Logger.getLogger(Journal.class);

    private final Context context;
    private final AuditConfig config;
    private final Numbers numbers;
    private final AuditMetrics metrics;
    private final Store store;
    private final Deadlines deadlines;
    private final Set<HeldIntent> open = new LinkedHashSet<>();
    private final Counting counting;
    private final Tally tally;
    private boolean stopNoted;
    private @Nullable Runnable whenDrained;
    private boolean up;

    Journal(Context context, AuditConfig config, Store store, Numbers numbers, AuditMetrics metrics, Clock clock) {
        this.context = context;
        this.config = config;
        this.numbers = numbers;
        this.metrics = metrics;
        this.tally = new Tally(metrics);
        this.store = store;
        this.deadlines = new Deadlines(context.owner(), config, this::giveUp);
        this.counting =
                new Counting(config.flood(), clock, context.owner(), numbers::id, this::windowOver, store::keep);
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

    /** The first records of the boot: that it started, and what earlier ones left undone. */
    void start() {
        accept(Draft.notice(Notices.started(numbers.id(), config.durability())), null);
        for (Draft left : store.leftBehind()) {
            if (left.role() == Role.OUTCOME) {
                tally.reserve();
            }
            accept(left, null);
        }
        store.begin(this);
        store.kept().forEach(counting::count);
    }

    void intend(Entry entry, Waiting waiting) {
        boolean weighty = entry.weighty() && config.durability() == AuditConfig.Durability.BOTH;
        Role role = weighty ? Role.WEIGHTY_INTENT : Role.INTENT;
        if (admits(role, entry, waiting)) {
            accept(new Draft(role, entry::intent, entry.disclosure()), waiting);
            tally.reserve();
        }
    }

    void served(Entry entry, Outcome outcome, Waiting waiting) {
        if (admits(Role.SERVED, entry, waiting)) {
            accept(event(Role.SERVED, entry, outcome), waiting);
            tally.reserve();
        }
    }

    /** Whether there is room and an outlook; if not, that is what is recorded. */
    private boolean admits(Role role, Entry entry, Waiting waiting) {
        Why no = obstacle(role);
        if (no == null) {
            return true;
        }
        fail(waiting, no);
        refused(entry, Notices.NOT_ADMITTED, null);
        return false;
    }

    private @Nullable Why obstacle(Role role) {
        if (whenDrained != null) {
            return Why.CLOSING;
        }
        if (!up) {
            return Why.DOWN;
        }
        return tally.reserved() >= config.reserve() ? Why.FULL : store.obstacle(role);
    }

    void refused(Entry entry, Outcome outcome, @Nullable Waiting waiting) {
        if (stopNoted) {
            fail(waiting, Why.CLOSING);
        } else if (counting.takes(entry, outcome.reason())) {
            Waiting.end(waiting);
        } else if (tally.undelivered(Role.REFUSAL) >= config.keptRefusals() || store.obstacle(Role.REFUSAL) != null) {
            counting.count(outcome.reason());
            fail(waiting, Why.FULL);
        } else {
            accept(event(Role.REFUSAL, entry, outcome), waiting);
            if (!up) {
                fail(waiting, Why.DOWN);
            }
        }
    }

    private static Draft event(Role role, Entry entry, Outcome outcome) {
        return new Draft(role, (id, source) -> entry.event(id, source, outcome), entry.disclosure());
    }

    private void closed(HeldIntent intent, Outcome outcome, @Nullable Disclosed result, @Nullable Waiting waiting) {
        enter(waiting, () -> {
            open.remove(intent);
            close(intent.record(), outcome, result, waiting);
        });
    }

    private void close(Pending record, Outcome outcome, @Nullable Disclosed result, @Nullable Waiting waiting) {
        accept(Draft.outcome(record, outcome, result), waiting);
    }

    /** Whoever waited has gone: an intent that he was given, or will not be given any more, is closed for him. */
    void cancelled(Waiting waiting) {
        HeldIntent given = waiting.given();
        if (given != null) {
            given.withdraw(Notices.NOT_TAKEN);
        } else {
            waiting.cancel();
        }
    }

    private void accept(Draft draft, @Nullable Waiting waiting) {
        Pending pending = numbers.number(draft, waiting);
        tally.accepted(draft.role());
        metrics.accepted();
        deadlines.add(pending);
        store.accept(pending);
    }

    @Override
    public void acknowledged(Pending record) {
        metrics.durable();
        tally.acknowledged(record.role());
        switch (record.role()) {
            case INTENT, WEIGHTY_INTENT -> intentDurable(record);
            case OUTCOME, SERVED -> {
                tally.release();
                succeed(record, null);
            }
            case REFUSAL -> succeed(record, null);
            case NOTICE -> counting.recorded(record.event().callId());
        }
    }

    private void intentDurable(Pending record) {
        Waiting waiting = record.waiting();
        if (waiting == null || waiting.settled()) {
            boolean gone = waiting != null && waiting.cancelled();
            close(record, gone ? Notices.NOT_TAKEN : Notices.NOT_ADMITTED, null, null);
        } else {
            HeldIntent intent = new HeldIntent(record, this::closed);
            open.add(intent);
            succeed(record, intent);
        }
    }

    @Override
    public void batchDone() {
        drained();
    }

    private void windowOver() {
        counting.record(this::recorded);
    }

    /** Whether there is room to record how many were refused. */
    private boolean recorded(Counted refused) {
        if (!up || stopNoted || store.obstacle(Role.NOTICE) != null) {
            return false;
        }
        metrics.coalesced(refused.count());
        accept(Draft.notice(refused::event), null);
        return true;
    }

    @Override
    public List<Counted> unrecorded() {
        return counting.unrecorded();
    }

    @Override
    public void up() {
        up = true;
        metrics.up(true);
    }

    @Override
    public void down() {
        up = false;
        metrics.up(false);
        deadlines.endFor(Pending::impatient, Why.DOWN);
    }

    private void giveUp(Pending record, Why why) {
        fail(record.waiting(), why);
        if (record.role() == Role.SERVED) {
            refused(Entry.of(record.event(), record.disclosure()), Notices.NOT_ADMITTED, null);
        }
    }

    /**
     * Refuses from now on and delivers what is left.
     *
     * @param done run once all is delivered
     */
    void drain(Runnable done) {
        whenDrained = done;
        deadlines.endFor(Pending::refusable, Why.CLOSING);
        Set.copyOf(open).forEach(intent -> intent.withdraw(Notices.NOT_SEEN));
        drained();
    }

    private void drained() {
        if (whenDrained != null) {
            windowOver();
        }
        if (whenDrained == null || !store.idle() || !open.isEmpty()) {
            return;
        }
        if (stopNoted) {
            whenDrained.run();
        } else {
            accept(Draft.notice(Notices.stopped(numbers.id())), null);
            stopNoted = true;
        }
    }

    /** What is left, in words. */
    String left() {
        return tally.undelivered() + " records (" + tally.undelivered(Role.OUTCOME) + " outcomes, "
                + tally.undelivered(Role.INTENT) + " intents), " + open.size() + " calls without outcome, "
                + counting.total() + " refusals known by number only";
    }

    private void succeed(Pending record, @Nullable HeldIntent intent) {
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
