package dev.portolan.gateway.child;

import dev.portolan.gateway.transport.Outbound;
import dev.portolan.gateway.transport.Turns;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.McpHeader;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The requests to one process that have no answer yet. Thread-safe. */
final class InFlight {
    private final Map<JsonRpcId, Pending> waiting = new HashMap<>();
    private final long unsureNanos;
    private @Nullable Long givenUpAt;
    private boolean closed;

    /**
     * A request.
     *
     * @param turns what comes back for it
     * @param loop where that is heard
     */
    record Pending(Outbound outbound, Turns turns, Executor loop) {
        /** Whether the process may ask something during it, as it may during calls in a session. */
        boolean mayAsk() {
            return outbound.headers().containsKey(McpHeader.SESSION_ID);
        }
    }

    /** @param unsureFor how long a request that was given up may still be the one something is about */
    InFlight(Duration unsureFor) {
        this.unsureNanos = unsureFor.toNanos();
    }

    /** False if nothing will be answered any more. */
    synchronized boolean add(Pending pending) {
        if (!closed) {
            waiting.put(pending.outbound().id(), pending);
        }
        return !closed;
    }

    synchronized Optional<Pending> get(JsonRpcId id) {
        return Optional.ofNullable(waiting.get(id));
    }

    /** The request of that id, which waits no longer. */
    synchronized Optional<Pending> take(JsonRpcId id) {
        Pending taken = waiting.remove(id);
        notifyAll();
        return Optional.ofNullable(taken);
    }

    /** Nobody waits for that request any more; the process may still be at it. */
    synchronized void giveUp(JsonRpcId id) {
        if (take(id).isPresent()) {
            givenUpAt = System.nanoTime();
        }
    }

    /** The only request that what the process says can be about, or empty if there is more than one, or none. */
    synchronized Optional<Pending> only() {
        boolean unsure = givenUpAt != null && System.nanoTime() - givenUpAt < unsureNanos;
        return unsure || waiting.size() != 1
                ? Optional.empty()
                : waiting.values().stream().findFirst();
    }

    /** Nothing will be answered any more: what still waits. */
    synchronized List<Pending> close() {
        closed = true;
        List<Pending> left = List.copyOf(waiting.values());
        waiting.clear();
        notifyAll();
        return left;
    }

    /** Waits until there is none, or as long as that. */
    synchronized void awaitNone(Duration atMost) throws InterruptedException {
        long begun = System.nanoTime();
        for (long left = atMost.toNanos(); !waiting.isEmpty() && left > 0; ) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = atMost.toNanos() - (System.nanoTime() - begun);
        }
    }
}
