package dev.portolan.gateway.line;

import dev.portolan.gateway.transport.Outbound;
import dev.portolan.gateway.transport.Turns;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The requests on one line that have no answer yet. Thread-safe. */
public final class InFlight {
    private static final Set<String> ASKING =
            Set.of(McpMethod.TOOLS_CALL, McpMethod.PROMPTS_GET, McpMethod.RESOURCES_READ);

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
    public record Pending(Outbound outbound, Turns turns, Executor loop) {
        /** Whether it is the question that tells the eras apart. */
        public boolean isProbe() {
            return McpMethod.DISCOVER.equals(Message.of(outbound.message()).method());
        }

        /** Whether the connector may ask something during it, as it may during calls in a session, and no others. */
        boolean mayAsk() {
            return outbound.headers().containsKey(McpHeader.SESSION_ID)
                    && ASKING.contains(Message.of(outbound.message()).method());
        }
    }

    /** @param unsureFor how long a request that was given up may still be the one something is about */
    public InFlight(Duration unsureFor) {
        this.unsureNanos = unsureFor.toNanos();
    }

    /** False if nothing will be answered any more. */
    public synchronized boolean add(Pending pending) {
        if (!closed) {
            waiting.put(pending.outbound().id(), pending);
        }
        return !closed;
    }

    synchronized Optional<Pending> get(JsonRpcId id) {
        return Optional.ofNullable(waiting.get(id));
    }

    /** The request of that id, which waits no longer. */
    public synchronized Optional<Pending> take(JsonRpcId id) {
        Pending taken = waiting.remove(id);
        notifyAll();
        return Optional.ofNullable(taken);
    }

    /** Nobody waits for that request any more; the connector may still be at it. */
    public synchronized void giveUp(JsonRpcId id) {
        if (take(id).isPresent()) {
            givenUpAt = System.nanoTime();
        }
    }

    /** The only request that what the connector says can be about, or empty if there is more than one, or none. */
    Optional<Pending> only() {
        return only(pending -> true);
    }

    /** The only request that what the connector asks can be about; the gateway's own looks at its lists are none. */
    Optional<Pending> asking() {
        return only(Pending::mayAsk);
    }

    private synchronized Optional<Pending> only(Predicate<Pending> possible) {
        boolean unsure = givenUpAt != null && System.nanoTime() - givenUpAt < unsureNanos;
        List<Pending> all = waiting.values().stream().filter(possible).toList();
        return unsure || all.size() != 1 ? Optional.empty() : Optional.of(all.get(0));
    }

    /** Nothing will be answered any more: what still waits. */
    public synchronized List<Pending> close() {
        closed = true;
        List<Pending> left = List.copyOf(waiting.values());
        waiting.clear();
        notifyAll();
        return left;
    }

    /** Whether nobody waits. */
    public synchronized boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Waits until there is none, or as long as that. */
    public synchronized void awaitNone(Duration atMost) throws InterruptedException {
        long begun = System.nanoTime();
        for (long left = atMost.toNanos(); !waiting.isEmpty() && left > 0; ) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = atMost.toNanos() - (System.nanoTime() - begun);
        }
    }
}
