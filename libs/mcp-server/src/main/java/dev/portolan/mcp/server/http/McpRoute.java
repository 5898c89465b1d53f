package dev.portolan.mcp.server.http;

import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.Ingress;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.Revision;
import dev.portolan.mcp.server.ProgressToken;
import dev.portolan.mcp.server.answer.McpRequest;
import dev.portolan.mcp.server.answer.RequestAnswers;
import dev.portolan.mcp.server.config.ServerConfig;
import dev.portolan.mcp.server.invoke.CallCancellation;
import dev.portolan.mcp.server.invoke.CallScope;
import dev.portolan.mcp.server.invoke.ProgressReports;
import io.quarkus.arc.Arc;
import io.quarkus.arc.InjectableContext;
import io.quarkus.arc.ManagedContext;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /mcp}: turns away, reads, hands on, writes. Each message stands alone; there are no sessions, so GET
 * and DELETE have nothing to do here.
 */
@Singleton
public class McpRoute {
    private static final Logger LOG = Logger.getLogger(McpRoute.class);
    private static final String PATH = "/mcp";

    private final RequestAnswers answers;
    private final CallerAdmission admission;
    private final OriginCheck origins;
    private final OperationTelemetry telemetry;
    private final Ingress ingress;
    private final JsonLimits limits;

    McpRoute(
            RequestAnswers answers,
            CallerAdmission admission,
            OriginCheck origins,
            OperationTelemetry telemetry,
            ServerConfig config) {
        this.answers = answers;
        this.admission = admission;
        this.origins = origins;
        this.telemetry = telemetry;
        this.ingress = new Ingress(answers.revisions());
        this.limits = new JsonLimits(Math.toIntExact(config.maxBodySize().asLongValue()), config.maxDepth());
    }

    void register(@Observes Router router) {
        router.post(PATH).handler(this::handle);
        router.route(PATH).handler(exchange -> writer(exchange)
                .finish(
                        405,
                        new ProtocolError(405, ErrorCode.INVALID_REQUEST, "only POST is served here").response(),
                        Map.of("Allow", "POST")));
    }

    private static AnswerWriter writer(RoutingContext exchange) {
        return new AnswerWriter(exchange.response(), Vertx.currentContext());
    }

    private void handle(RoutingContext exchange) {
        activateRequestScope(exchange);
        AnswerWriter writer = writer(exchange);
        Uni.createFrom()
                .deferred(() -> {
                    checkHeaders(exchange.request());
                    return BoundedBody.read(exchange.request(), limits.maxBytes());
                })
                .flatMap(body -> admission
                        .admit(exchange)
                        .onFailure(Refused.class)
                        .transform(refused -> named(refused, body))
                        .replaceWith(body))
                .subscribe()
                .with(body -> serve(exchange, writer, body), failure -> fail(writer, failure));
    }

    private void checkHeaders(HttpServerRequest request) {
        if (origins.isForeign(request.getHeader("Origin"), request.getHeader("Host"))) {
            throw new Refused(new ProtocolError(403, 403, "this origin is not admitted here"), Map.of());
        }
        String type = request.getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw new Refused(
                    new ProtocolError(415, ErrorCode.INVALID_REQUEST, "Content-Type must be application/json"),
                    Map.of());
        }
    }

    private Refused named(Refused refused, byte[] body) {
        JsonRpcId id;
        try {
            id = Message.read(body, limits).id();
        } catch (ProtocolError unreadable) {
            id = unreadable.id();
        }
        return new Refused(refused.about(id), refused.headers());
    }

    private void serve(RoutingContext exchange, AnswerWriter writer, byte[] body) {
        try {
            Message message = Message.read(body, limits);
            Revision revision = ingress.revisionOf(message, exchange.request()::getHeader)
                    .orElse(ingress.newestLegacy().orElseThrow());
            if (message.kind() == Message.Kind.REQUEST) {
                answer(exchange, writer, message, revision);
            } else {
                writer.finish(202);
            }
        } catch (ProtocolError refused) {
            fail(writer, refused);
        }
    }

    private void answer(RoutingContext exchange, AnswerWriter writer, Message message, Revision revision) {
        ProgressReports progress = new ProgressReports(token(message, exchange.request()), writer::notify);
        CallCancellation cancellation = new CallCancellation();
        McpRequest request = new McpRequest(message, revision, CallScope.of(progress, cancellation));
        long began = System.nanoTime();
        telemetry.started(request);
        Cancellable running = answers.answer(request)
                .onItemOrFailure()
                .invoke((result, failure) ->
                        telemetry.finished(request, Duration.ofNanos(System.nanoTime() - began), result, failure))
                .onTermination()
                .invoke(progress::end)
                .map(result -> JsonRpc.result(message.requestId(), result))
                .subscribe()
                .with(response -> writer.finish(200, response, Map.of()), failure -> fail(writer, failure));
        if (revision.isModern() && !exchange.response().ended()) {
            // In the older era a closed connection does not mean that the call is no longer wanted.
            exchange.response().closeHandler(closed -> {
                if (!exchange.response().ended()) {
                    cancellation.request("disconnected");
                    running.cancel();
                }
            });
        }
    }

    private static @Nullable ProgressToken token(Message message, HttpServerRequest request) {
        JsonSlice token = message.meta().progressToken();
        String accept = request.getHeader("Accept");
        boolean streams = accept != null && accept.contains("text/event-stream");
        return token == null || !streams ? null : new ProgressToken(token.json());
    }

    private static void fail(AnswerWriter writer, Throwable failure) {
        if (failure instanceof Refused refused) {
            ProtocolError error = refused.about(null);
            writer.finish(error.httpStatus(), error.response(), refused.headers());
        } else if (failure instanceof ProtocolError error) {
            writer.finish(error.httpStatus(), error.response(), Map.of());
        } else if (!writer.isClosed()) {
            String id = UUID.randomUUID().toString();
            LOG.errorf("call %s: failed at the edge: %s", id, failure.getClass().getName());
            ProtocolError error = new ProtocolError(500, ErrorCode.INTERNAL_ERROR, "internal error, call id " + id);
            writer.finish(500, error.response(), Map.of());
        }
    }

    /** The scope lives on the request's own Vert.x context and so follows it to worker threads and back. */
    private static void activateRequestScope(RoutingContext exchange) {
        ManagedContext scope = Arc.container().requestContext();
        if (scope.isActive()) {
            return;
        }
        scope.activate();
        InjectableContext.ContextState state = scope.getState();
        Context context = Vertx.currentContext();
        exchange.addEndHandler(end -> context.runOnContext(ignored -> scope.destroy(state)));
    }
}
