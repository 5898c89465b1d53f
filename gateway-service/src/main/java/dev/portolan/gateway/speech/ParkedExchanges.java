package dev.portolan.gateway.speech;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.transport.Question;
import dev.portolan.mcp.JsonRpcId;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Exchanges with connectors of the older era that wait for a caller who was asked something and went away to find the
 * answer, as callers of the newer era do. They wait on this replica alone, so many of them and so long at most.
 */
public final class ParkedExchanges {
    private final Vertx vertx;
    private final int most;
    private final Duration longest;
    private final Map<String, Parked> parked = new ConcurrentHashMap<>();

    /**
     * An exchange that waits.
     *
     * @param question what the connector asked
     * @param session the session it asked in
     * @param id the request it has not answered yet
     * @param timer ends the wait
     */
    record Parked(Question question, LegacySession session, JsonRpcId id, long timer) {}

    /**
     * @param most exchanges that wait at a time
     * @param longest how long one waits
     */
    public ParkedExchanges(Vertx vertx, int most, Duration longest) {
        this.vertx = vertx;
        this.most = most;
        this.longest = longest;
    }

    /**
     * Has an exchange wait.
     *
     * @param onExpiry run if nobody comes for it in time
     * @return the name it waits under
     * @throws CallRefused if as many wait as may; the exchange is ended then
     */
    String park(Question question, LegacySession session, JsonRpcId id, Runnable onExpiry) {
        String name = UUID.randomUUID().toString();
        park(name, question, session, id, onExpiry);
        return name;
    }

    /** The same under a name that no other waits under. */
    void park(String name, Question question, LegacySession session, JsonRpcId id, Runnable onExpiry) {
        if (parked.size() >= most) {
            question.exchange().abandon();
            onExpiry.run();
            throw new CallRefused(
                    Refusal.CONNECTOR_BUSY, most + " calls wait for input of their callers, as many as may");
        }
        long timer = vertx.setTimer(
                Math.max(1, longest.toMillis()), late -> take(name).ifPresent(gone -> {
                    gone.question().exchange().abandon();
                    onExpiry.run();
                }));
        parked.put(name, new Parked(question, session, id, timer));
    }

    /** The exchange of that name, which waits on; empty if there is none. */
    Optional<Parked> find(String name) {
        return Optional.ofNullable(parked.get(name));
    }

    /** The exchange of that name, which waits no longer; empty if there is none. */
    Optional<Parked> take(String name) {
        Parked found = parked.remove(name);
        if (found != null) {
            vertx.cancelTimer(found.timer());
        }
        return Optional.ofNullable(found);
    }
}
