package dev.portolan.gateway.audit.journal;

import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.flood.Counted;
import dev.portolan.audit.event.flood.RefusalCounts;
import dev.portolan.audit.event.flood.Window;
import dev.portolan.gateway.audit.Entry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Refusals that are known by number only, until their window ends and the number is recorded. Of callers nobody knows
 * these are all but the first of each network, so that whoever floods the gateway fills neither the spool nor the
 * store, and yet no request is missing; of any caller those that there is no room for. Confined to the context of the
 * log.
 */
final class Counting {
    private final AuditConfig.Flood config;
    private final Clock clock;
    private final Vertx vertx;
    private final Runnable windowOver;
    private final Runnable changed;
    private final Window window;
    private final RefusalCounts counts;
    private final Map<UUID, Counted> onTheWay = new LinkedHashMap<>();
    private boolean inWindow;

    /**
     * Nothing counted, and no window.
     *
     * @param ids of the calls that counts are recorded as
     * @param windowOver run when a window has ended: what was counted may be recorded
     * @param changed run when what is {@link #unrecorded} is no longer what it was
     */
    Counting(
            AuditConfig.Flood config,
            Clock clock,
            Vertx vertx,
            Supplier<UUID> ids,
            Runnable windowOver,
            Runnable changed) {
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
        this.windowOver = windowOver;
        this.changed = changed;
        this.window = new Window(config.individually(), config.sources());
        this.counts = new RefusalCounts(config.sources(), ids);
    }

    /** Whether a refusal is one of too many of callers nobody knows; then it is counted. */
    boolean takes(Entry entry, String reason) {
        if (entry.actor().type() != Actor.Type.ANONYMOUS) {
            return false;
        }
        beginWindow();
        String network = window.network(entry.client().address());
        if (window.admits(network)) {
            return false;
        }
        counts.add(network, Notices.counted(reason), clock.instant());
        changed.run();
        return true;
    }

    /** Counts a refusal that there is no room for. */
    void count(String reason) {
        beginWindow();
        counts.add("", Notices.counted(reason), clock.instant());
        changed.run();
    }

    /** Counts on what an earlier boot counted. */
    void count(Counted left) {
        beginWindow();
        counts.add(left);
    }

    private void beginWindow() {
        if (!inWindow) {
            inWindow = true;
            vertx.setTimer(config.window().toMillis(), due -> {
                inWindow = false;
                window.end();
                windowOver.run();
                if (total() > 0) {
                    beginWindow();
                }
            });
        }
    }

    /**
     * Hands on what was counted, unless something is on the way already.
     *
     * @param recorder says whether it took a count; {@link #recorded} must follow. After the first that it did not take
     *     it is not asked again
     */
    void record(Predicate<Counted> recorder) {
        boolean takes = onTheWay.isEmpty();
        for (Counted counted : takes ? counts.take() : List.<Counted>of()) {
            takes = takes && recorder.test(counted);
            if (takes) {
                onTheWay.put(counted.id(), counted);
            } else {
                counts.add(counted);
            }
        }
    }

    /** The record of this call is durable; it may be one of those. */
    void recorded(UUID call) {
        if (onTheWay.remove(call) != null) {
            changed.run();
        }
    }

    /** All that is counted and has no durable record. */
    List<Counted> unrecorded() {
        List<Counted> all = new ArrayList<>(onTheWay.values());
        all.addAll(counts.all());
        return all;
    }

    /** How many refusals are counted and not handed on. */
    long total() {
        return counts.total();
    }
}
