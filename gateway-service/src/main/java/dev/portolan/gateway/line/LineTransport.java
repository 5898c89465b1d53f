package dev.portolan.gateway.line;

import dev.portolan.gateway.call.CallListener;
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
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The one line to a connector. A session id is the name of the line it was opened on: what comes with the name of
 * another is answered 404, as over HTTP when the session is gone.
 */
public final class LineTransport implements Transport {
    private static final HttpAnswer FORGOTTEN = new HttpAnswer(404, null, null, 0);

    private final String connector;
    private final CurrentLine current;
    private final Vertx vertx;
    private final Turns.Waits waits;

    public LineTransport(String connector, CurrentLine current, Vertx vertx, Turns.Waits waits) {
        this.connector = connector;
        this.current = current;
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
        return line(EventLoop.ofThisRequest()).chain(line -> {
            if (!isOf(line, outbound.headers())) {
                return Uni.createFrom().item(FORGOTTEN);
            }
            return Uni.createFrom().emitter(emitter -> {
                Turns turns = new Turns(vertx, connector, waits, () -> line.giveUp(outbound.id()));
                turns.begin(listener, emitter);
                line.ask(new InFlight.Pending(outbound, turns, EventLoop.on(vertx.getOrCreateContext())));
            });
        });
    }

    @Override
    public Uni<HttpAnswer> tell(JsonSlice message, Map<String, String> headers) {
        return current.running()
                .filter(now -> isOf(now, headers))
                .map(line -> line.tell(message))
                .orElseGet(() -> Uni.createFrom().item(FORGOTTEN));
    }

    @Override
    public Runnable stand(@Nullable JsonSlice message, Map<String, String> headers, Ear ear) {
        Executor loop = EventLoop.ofThisRequest();
        Standing standing =
                new Standing(message == null ? null : Message.of(message).requestId(), ear, loop);
        line(loop).subscribe().with(line -> open(standing, message, headers, line), unreached -> standing.over(0));
        return standing::close;
    }

    private static void open(Standing standing, @Nullable JsonSlice message, Map<String, String> headers, Line line) {
        if (!isOf(line, headers) || !line.hearing().add(standing)) {
            standing.over(404);
        } else if (message == null) {
            standing.opened();
        } else {
            line.tell(message).subscribe().with(sent -> {}, unsent -> standing.over(0));
        }
    }

    private static boolean isOf(Line line, Map<String, String> headers) {
        return line.name().equals(headers.getOrDefault(McpHeader.SESSION_ID, line.name()));
    }

    private Uni<Line> line(Executor loop) {
        return Uni.createFrom().completionStage(current::line).emitOn(loop);
    }

    @Override
    public void close() {
        current.close();
    }
}
