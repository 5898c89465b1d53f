package dev.portolan.gateway.httpsse;

import dev.portolan.gateway.audit.Attempt;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.Home;
import dev.portolan.gateway.call.Origin;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.edge.Body;
import dev.portolan.gateway.edge.Conversation;
import dev.portolan.gateway.edge.EdgeConfig;
import dev.portolan.gateway.edge.Endings;
import dev.portolan.gateway.edge.Entrance;
import dev.portolan.gateway.edge.Face;
import dev.portolan.gateway.relay.Relay;
import dev.portolan.gateway.socket.Handshake;
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

/** {@code /sse} below each endpoint: GET opens a stream, POST sends a message whose answer comes on it. */
@Singleton
public class HttpSseEndpoint {
    /** The query parameter that names the stream a message is for. */
    static final String STREAM = "stream";

    private static final String SUFFIX = "/sse";

    private final Entrance entrance;
    private final Endings endings;
    private final Relay relay;
    private final OpenStreams streams;

    HttpSseEndpoint(Entrance entrance, Endings endings, Relay relay, OpenStreams streams) {
        this.entrance = entrance;
        this.endings = endings;
        this.relay = relay;
        this.streams = streams;
    }

    void route(@Observes Router router, HttpSseConfig config, EdgeConfig edge) {
        if (config.enabled()) {
            router.route("/mcp/*").handler(context -> visited(context, edge));
        }
    }

    private void visited(RoutingContext context, EdgeConfig edge) {
        HttpServerRequest request = context.request();
        String path = String.valueOf(request.path());
        Optional<Endpoint> endpoint = path.endsWith(SUFFIX)
                ? Endpoint.ofPath(path.substring(0, path.length() - SUFFIX.length()))
                : Optional.empty();
        if (endpoint.isEmpty()) {
            context.next();
            return;
        }
        request.pause();
        Conversation conversation = new Conversation(request, context.vertx());
        Origin origin = entrance.take(context);
        entrance.callerOf(context, endpoint.orElseThrow(), conversation::challenge)
                .onItemOrFailure()
                .transformToUni((caller, refused) -> refused == null
                        ? served(handshake(context, endpoint.orElseThrow(), origin, caller), conversation, edge)
                                .onFailure()
                                .recoverWithUni(why -> turnedAway(origin, caller, why, conversation))
                        : turnedAway(origin, null, refused, conversation))
                .subscribe()
                .with(over -> {}, defect -> request.connection().close());
    }

    private static Handshake handshake(RoutingContext context, Endpoint endpoint, Origin origin, Caller caller) {
        return new Handshake(context, endpoint, origin, Origin.Carrier.HTTP_SSE, caller);
    }

    private Uni<Void> served(Handshake handshake, Conversation conversation, EdgeConfig edge) {
        HttpServerRequest request = handshake.context().request();
        if (request.method().equals(HttpMethod.GET)) {
            return Uni.createFrom().voidItem().invoke(() -> open(handshake, conversation));
        }
        if (request.method().equals(HttpMethod.POST)) {
            return Body.of(request, handshake.context().vertx(), edge)
                    .onFailure()
                    .invoke(unread -> conversation.lastOfItsConnection())
                    .chain(body -> posted(handshake, conversation, body));
        }
        conversation.allow("GET, POST");
        return Uni.createFrom().failure(new ProtocolError(405, ErrorCode.INVALID_REQUEST, "no such method here"));
    }

    private void open(Handshake handshake, Conversation conversation) {
        if (!conversation.takesStreams()) {
            throw new ProtocolError(
                    406, ErrorCode.INVALID_REQUEST, "Accept must name text/event-stream: GET opens a stream");
        }
        HttpServerRequest request = handshake.context().request();
        request.resume();
        streams.open(request, handshake);
    }

    private Uni<Void> posted(Handshake message, Conversation conversation, byte[] body) {
        HttpServerRequest request = message.context().request();
        String stream = request.getParam(STREAM);
        if (stream == null) {
            throw new ProtocolError(
                    400, ErrorCode.INVALID_REQUEST, "post to the URL that the stream's endpoint event names");
        }
        Optional<Home> elsewhere = streams.elsewhere(message, stream)
                .filter(home -> relay.clientOf(request).isEmpty());
        return elsewhere
                .map(home -> relay.forward(request, home, body))
                .orElse(Uni.createFrom().item(false))
                .invoke(done -> {
                    if (!done) {
                        receive(message, conversation, stream, body);
                    }
                })
                .replaceWithVoid();
    }

    private void receive(Handshake message, Conversation conversation, String stream, byte[] body) {
        OpenStreams.Open open = streams.of(message, stream);
        if (open.line().isPaused()) {
            throw new CallRefused(Refusal.TOO_MANY_REQUESTS, "As many messages of this stream wait as may");
        }
        conversation.accepted();
        open.loop().runOnContext(now -> open.socket().received(body, message));
    }

    private Uni<Void> turnedAway(Origin origin, @Nullable Caller caller, Throwable why, Conversation conversation) {
        return endings.refused(new Attempt(origin, caller, null, 0), why)
                .invoke(answer -> conversation.refuse(answer, Face.Question.NONE))
                .replaceWithVoid();
    }
}
