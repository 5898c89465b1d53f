package dev.portolan.gateway.stream;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Keeps one stream alive until it ends, which it does once. Lives on the event loop it is made on. */
public final class Lifeline {
    private final ClientStream client;
    private final Duration keepAlive;
    private final Duration lifetime;
    private final Vertx vertx;
    private final Context loop;
    private final List<Long> timers = new ArrayList<>();
    private boolean over;

    /**
     * @param keepAlive between two comments
     * @param lifetime of the stream
     */
    Lifeline(ClientStream client, Duration keepAlive, Duration lifetime, Vertx vertx) {
        this.client = client;
        this.keepAlive = keepAlive;
        this.lifetime = lifetime;
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
    }

    /**
     * Begins.
     *
     * @param onExpiry run at the end of the lifetime
     */
    void begin(Runnable onExpiry) {
        timers.add(vertx.setPeriodic(Math.max(1, keepAlive.toMillis()), due -> client.keepAlive()));
        timers.add(vertx.setTimer(Math.max(1, lifetime.toMillis()), due -> onExpiry.run()));
    }

    /** Runs a step on the stream's event loop, from any thread, unless the stream is over by then. */
    void run(Runnable step) {
        loop.runOnContext(now -> {
            if (!over) {
                step.run();
            }
        });
    }

    boolean isOver() {
        return over;
    }

    /** Ends; false if it was over before. */
    boolean end() {
        boolean first = !over;
        over = true;
        timers.forEach(vertx::cancelTimer);
        return first;
    }
}
