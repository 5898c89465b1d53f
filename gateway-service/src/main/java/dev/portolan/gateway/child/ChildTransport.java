package dev.portolan.gateway.child;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.transport.Ear;
import dev.portolan.gateway.transport.EventLoop;
import dev.portolan.gateway.transport.HttpAnswer;
import dev.portolan.gateway.transport.Outbound;
import dev.portolan.gateway.transport.Transport;
import dev.portolan.gateway.transport.Turn;
import dev.portolan.gateway.transport.Turns;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The standard streams of one connector's process. A session id is the name of the life it was opened in: what comes
 * with the name of another is answered 404, as over HTTP when the session is gone.
 */
final class ChildTransport implements Transport {
    private static final HttpAnswer FORGOTTEN = new HttpAnswer(404, null, null, 0);

    private final String connector;
    private final Child child;
    private final Vertx vertx;
    private final Turns.Waits waits;

    ChildTransport(String connector, Child child, Vertx vertx, Turns.Waits waits) {
        this.connector = connector;
        this.child = child;
        this.vertx = vertx;
        this.waits = waits;
    }

    @Override
    public String connector() {
        return connector;
    }

    @Override
    public boolean isOneStream() {
        return true;
    }

    @Override
    public Uni<Turn> request(Outbound outbound, CallListener listener) {
        return life(EventLoop.ofThisRequest()).chain(life -> {
            if (!isOf(life, outbound.headers())) {
                return Uni.createFrom().item(FORGOTTEN);
            }
            return Uni.createFrom().emitter(emitter -> {
                Turns turns = new Turns(vertx, connector, waits, () -> life.giveUp(outbound.id()));
                turns.begin(listener, emitter);
                life.ask(new InFlight.Pending(outbound, turns, EventLoop.on(vertx.getOrCreateContext())));
            });
        });
    }

    @Override
    public Uni<HttpAnswer> tell(JsonSlice message, Map<String, String> headers) {
        Optional<Life> life = child.running().filter(now -> isOf(now, headers));
        if (life.isEmpty()) {
            return Uni.createFrom().item(FORGOTTEN);
        }
        return life.get().tell(message)
                ? Uni.createFrom().item(new HttpAnswer(202, life.get().name(), null, 0))
                : Uni.createFrom()
                        .failure(new CallRefused(
                                Refusal.CONNECTOR_BUSY,
                                "Connector " + connector + " has as many messages waiting as it may have"));
    }

    @Override
    public Runnable stand(@Nullable JsonSlice message, Map<String, String> headers, Ear ear) {
        Executor loop = EventLoop.ofThisRequest();
        Standing standing =
                new Standing(message == null ? null : Message.of(message).requestId(), ear, loop);
        life(loop).subscribe().with(life -> open(standing, message, headers, life), unreached -> standing.over(0));
        return standing::close;
    }

    private static void open(Standing standing, @Nullable JsonSlice message, Map<String, String> headers, Life life) {
        if (!isOf(life, headers) || !life.hearing().add(standing)) {
            standing.over(404);
        } else if (message == null) {
            standing.opened();
        } else if (!life.tell(message)) {
            standing.over(0);
        }
    }

    private static boolean isOf(Life life, Map<String, String> headers) {
        return life.name().equals(headers.getOrDefault(McpHeader.SESSION_ID, life.name()));
    }

    private Uni<Life> life(Executor loop) {
        return Uni.createFrom().completionStage(child::life).emitOn(loop);
    }

    @Override
    public void close() {
        child.close();
    }
}
