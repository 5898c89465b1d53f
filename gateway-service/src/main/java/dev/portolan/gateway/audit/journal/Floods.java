package dev.portolan.gateway.audit.journal;

import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.flood.Counted;
import dev.portolan.audit.event.flood.RefusalCounts;
import dev.portolan.audit.event.flood.Window;
import dev.portolan.gateway.audit.Entry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Refusals of callers nobody knows. In each window the first of each network are recorded one by one and the rest is
 * counted, so that whoever floods the gateway fills neither the spool nor the store, and yet no request is missing.
 * Refusals of known callers never come here. Confined to the context of the log.
 */
final class Floods {
    private final AuditConfig.Flood config;
    private final Clock clock;
    private final Vertx vertx;
    private final Runnable windowOver;
    private final Window window;
    private final RefusalCounts counts;
    private boolean inWindow;

    /**
     * Nothing counted, and no window.
     *
     * @param ids of the calls that counts are recorded as
     * @param windowOver run when a window ends in which there was a refusal
     */
    Floods(AuditConfig.Flood config, Clock clock, Vertx vertx, Supplier<UUID> ids, Runnable windowOver) {
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
        this.windowOver = windowOver;
        this.window = new Window(config.individually(), config.sources());
        this.counts = new RefusalCounts(config.sources(), ids);
    }

    /** Whether a refusal is one of too many; then it is counted here and not to be recorded by itself. */
    boolean takes(Entry entry, String reason) {
        if (entry.actor().type() != Actor.Type.ANONYMOUS) {
            return false;
        }
        if (!inWindow) {
            inWindow = true;
            vertx.setTimer(config.window().toMillis(), due -> {
                inWindow = false;
                window.end();
                windowOver.run();
            });
        }
        String network = window.network(entry.client().address());
        if (window.admits(network)) {
            return false;
        }
        counts.add(network, Notices.counted(reason), clock.instant());
        return true;
    }

    /** What was counted since the last time. */
    List<Counted> take() {
        return counts.take();
    }
}
