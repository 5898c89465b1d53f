package dev.portolan.gateway.audit.local;

import dev.portolan.audit.event.flood.Counted;
import dev.portolan.audit.spool.Spool;
import dev.portolan.audit.spool.SpoolClosed;
import dev.portolan.audit.spool.frame.Kind;
import dev.portolan.gateway.audit.AuditUnavailable.Why;
import dev.portolan.gateway.audit.journal.Draft;
import dev.portolan.gateway.audit.journal.Pending;
import dev.portolan.gateway.audit.journal.Pending.Role;
import dev.portolan.gateway.audit.journal.Store;
import io.vertx.core.Context;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The store that is this replica's spool: a record is durable when the disk has it. Delivery to audit-service follows
 * and holds nobody up, except for intents that are durable only when audit-service has them too.
 *
 * <p>Confined to the context of the log, but for what the spool says on its own thread.
 */
public final class SpoolStore implements Store {
    private static final Logger LOG = Logger.getLogger(SpoolStore.class);

    /** A record and the number it has in the spool, which is not the one within its boot. */
    private record Placed(long seq, Pending record) {}

    private final Context context;
    private final Spool spool;
    private final Delivery delivery;
    private final KeptCounts counts;
    private final List<Draft> leftBehind;
    private final Deque<Placed> unforced = new ArrayDeque<>();
    private final Deque<Placed> undelivered = new ArrayDeque<>();
    private final Map<UUID, Long> open = new HashMap<>();
    private @Nullable Receiver receiver;
    private long seen;
    private volatile boolean begun;

    /**
     * @param context of the log
     * @param spool opened and not started
     * @param counts beside it
     */
    SpoolStore(Context context, Spool spool, KeptCounts counts, Delivery delivery) {
        this.context = context;
        this.spool = spool;
        this.counts = counts;
        this.delivery = delivery;
        this.seen = spool.durable();
        this.leftBehind = LeftBehind.by(spool, open);
    }

    @Override
    public List<Draft> leftBehind() {
        return leftBehind;
    }

    @Override
    public List<Counted> kept() {
        return counts.left();
    }

    @Override
    public void keep() {
        counts.changed();
    }

    @Override
    public void begin(Receiver hears) {
        receiver = hears;
        counts.begin(() -> new UnrecordedCounts(seen, hears.unrecorded()));
        begun = true;
        hears.up();
        spool.start();
        delivery.begin(this::delivered);
    }

    @Override
    public @Nullable Why obstacle(Role role) {
        if (role == Role.OUTCOME || spool.hasRoom()) {
            return role == Role.WEIGHTY_INTENT && !delivery.up() ? Why.DOWN : null;
        }
        return spool.status().alive() ? Why.FULL : Why.DOWN;
    }

    @Override
    public boolean available() {
        return begun && spool.hasRoom();
    }

    @Override
    public void accept(Pending record) {
        UUID closes = record.closes();
        Long intent = closes == null ? null : open.remove(closes);
        long seq;
        try {
            seq = spool.append(kind(record.role()), record.bytes().getBytes(), intent == null ? 0 : intent);
        } catch (SpoolClosed dead) {
            // it has its number and will never be durable, as everything after it: whoever waits, waits in vain
            return;
        }
        if (record.role().isIntent()) {
            open.put(record.event().eventId(), seq);
        }
        unforced.addLast(new Placed(seq, record));
    }

    private static Kind kind(Role role) {
        return switch (role) {
            case INTENT, WEIGHTY_INTENT -> Kind.INTENT;
            case OUTCOME -> Kind.OUTCOME;
            case SERVED, REFUSAL, NOTICE -> Kind.EVENT;
        };
    }

    @Override
    public boolean idle() {
        return unforced.isEmpty() && undelivered.isEmpty();
    }

    /** The disk has all up to this record. For the spool's thread. */
    void forced(long seq) {
        context.runOnContext(none -> {
            seen = seq;
            while (!unforced.isEmpty() && unforced.getFirst().seq() <= seq) {
                Placed placed = unforced.removeFirst();
                delivery.durable(placed.record().event().source());
                if (placed.record().role() == Role.WEIGHTY_INTENT) {
                    undelivered.addLast(placed);
                } else {
                    receiver().acknowledged(placed.record());
                }
            }
            receiver().batchDone();
            delivery.wake();
        });
    }

    /** Audit-service has all up to this record. */
    private void delivered(long seq) {
        boolean any = false;
        while (!undelivered.isEmpty() && undelivered.getFirst().seq() <= seq) {
            receiver().acknowledged(undelivered.removeFirst().record());
            any = true;
        }
        if (any) {
            receiver().batchDone();
        }
    }

    /** Nothing is taken any more. For the spool's thread. */
    void dead(String why) {
        LOG.errorf("audit spool dead: %s; no call is served until this replica is started again", why);
        context.runOnContext(none -> receiver().down());
    }

    private Receiver receiver() {
        return Objects.requireNonNull(receiver, "nothing is written before it has begun");
    }

    @Override
    public void close() {
        counts.close();
        delivery.close();
    }
}
