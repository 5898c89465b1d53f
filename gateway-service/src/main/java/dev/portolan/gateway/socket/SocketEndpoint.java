package dev.portolan.gateway.socket;

import dev.portolan.gateway.audit.Attempt;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.Origin;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.edge.Conversation;
import dev.portolan.gateway.edge.Endings;
import dev.portolan.gateway.edge.Entrance;
import dev.portolan.gateway.edge.Face;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.ProtocolError;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /ws} below each endpoint: whoever may not come in is told so by HTTP and on record, before the upgrade. */
@Singleton
public class SocketEndpoint {
    private static final String SUFFIX = "/ws";

    /** Of WebSocket, RFC 6455. */
    private static final String VERSION = "13";

    private final Entrance entrance;
    private final Endings endings;
    private final OpenSockets sockets;

    SocketEndpoint(Entrance entrance, Endings endings, OpenSockets sockets) {
        this.entrance = entrance;
        this.endings = endings;
        this.sockets = sockets;
    }

    void route(@Observes Router router) {
        router.route("/mcp/*").handler(this::visited);
    }

    private void visited(RoutingContext context) {
        String path = String.valueOf(context.request().path());
        Optional<Endpoint> endpoint = path.endsWith(SUFFIX)
                ? Endpoint.ofPath(path.substring(0, path.length() - SUFFIX.length()))
                : Optional.empty();
        if (endpoint.isEmpty()) {
            context.next();
            return;
        }
        HttpServerRequest request = context.request();
        request.pause();
        Conversation conversation = new Conversation(request, context.vertx());
        Origin origin = entrance.take(context);
        entrance.callerOf(context, endpoint.orElseThrow(), conversation::challenge)
                .invoke(caller -> check(context))
                .invoke(caller -> upgrade(
                        new Handshake(context, endpoint.orElseThrow(), origin, Origin.Carrier.WEBSOCKET, caller),
                        conversation))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(why -> turnedAway(origin, null, why, conversation))
                .subscribe()
                .with(over -> {}, defect -> request.connection().close());
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String wanted = request.getHeader("Upgrade");
        if (!request.method().equals(HttpMethod.GET) || !"websocket".equalsIgnoreCase(wanted)) {
            context.response().putHeader("Upgrade", "websocket").putHeader("Connection", "Upgrade");
            throw new ProtocolError(426, ErrorCode.INVALID_REQUEST, "this endpoint takes WebSocket handshakes only");
        }
        if (!VERSION.equals(request.getHeader("Sec-WebSocket-Version"))) {
            context.response().putHeader("Sec-WebSocket-Version", VERSION);
            throw new ProtocolError(426, ErrorCode.INVALID_REQUEST, "Sec-WebSocket-Version must be " + VERSION);
        }
        if (sockets.isFull()) {
            throw new CallRefused(Refusal.TOO_MANY_REQUESTS, "As many WebSockets are open as may be");
        }
    }

    private void upgrade(Handshake handshake, Conversation conversation) {
        handshake
                .context()
                .request()
                .toWebSocket()
                .onSuccess(socket -> sockets.opened(socket, handshake))
                .onFailure(why -> turnedAway(
                                handshake.origin(),
                                handshake.caller(),
                                new ProtocolError(400, ErrorCode.INVALID_REQUEST, "not a WebSocket handshake"),
                                conversation)
                        .subscribe()
                        .with(over -> {}, defect -> {}));
    }

    private Uni<Void> turnedAway(Origin origin, @Nullable Caller caller, Throwable why, Conversation conversation) {
        return endings.refused(new Attempt(origin, caller, null, 0), why)
                .invoke(answer -> conversation.refuse(answer, Face.Question.NONE))
                .replaceWithVoid();
    }
}
