package dev.portolan.gateway.identity;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Tells whoever asks who they are: identity without the rest of the gateway. */
@Singleton
class CallerRoute {
    static final String PATH = "/test/caller";

    private final Callers callers;
    private final Origins origins;
    private final Challenge challenge;

    CallerRoute(Callers callers, Origins origins, Challenge challenge) {
        this.callers = callers;
        this.origins = origins;
        this.challenge = challenge;
    }

    void serve(@Observes Router router) {
        router.get(PATH).handler(this::handle);
    }

    private void handle(RoutingContext context) {
        try {
            origins.check(context.request());
        } catch (CallRefused foreign) {
            context.response().setStatusCode(foreign.httpStatus()).end(foreign.text());
            return;
        }
        Thread eventLoop = Thread.currentThread();
        callers.callerOf(context, endpoint(context))
                .subscribe()
                .with(
                        caller -> context.response()
                                .putHeader("Content-Type", "application/json")
                                .putHeader("X-Same-Context", String.valueOf(isSame(eventLoop)))
                                .end(json(caller).toBuffer()),
                        failure -> refuse(context, failure));
    }

    private static Endpoint endpoint(RoutingContext context) {
        String path = context.request().getParam("endpoint");
        return path == null ? Endpoint.FEDERATED : Endpoint.ofPath(path).orElseThrow();
    }

    private static boolean isSame(Thread eventLoop) {
        return Thread.currentThread() == eventLoop && Vertx.currentContext() != null;
    }

    private void refuse(RoutingContext context, Throwable failure) {
        if (!(failure instanceof NotAuthenticated refused)) {
            context.response().setStatusCode(500).end();
        } else if (refused.kind() == NotAuthenticated.Kind.PROVIDER_UNAVAILABLE) {
            context.response().setStatusCode(503).end(refused.text());
        } else {
            context.response()
                    .setStatusCode(401)
                    .putHeader("WWW-Authenticate", challenge.header(refused, endpoint(context)))
                    .end(refused.text());
        }
    }

    private static JsonObject json(Caller caller) {
        return new JsonObject()
                .put("subject", caller.subject())
                .put("name", caller.name())
                .put("issuer", caller.issuer())
                .put("client", caller.clientId())
                .put("groups", new JsonArray(caller.groups().stream().sorted().toList()))
                .put("service", caller.service())
                .put("expires", caller.expiresAt().getEpochSecond());
    }
}
