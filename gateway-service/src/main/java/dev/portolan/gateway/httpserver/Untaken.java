package dev.portolan.gateway.httpserver;

import dev.portolan.gateway.audit.Attempt;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.edge.Endings;
import dev.portolan.gateway.edge.Entrance;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Outermost of all routes. Whatever is answered with an error though no endpoint took charge of it – a path that leads
 * nowhere, a filter of the framework that refuses, a route that fails – is recorded here.
 */
@Singleton
public class Untaken {
    private final Entrance entrance;
    private final Endings endings;

    Untaken(Entrance entrance, Endings endings) {
        this.entrance = entrance;
        this.endings = endings;
    }

    void route(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(this::watch).failureHandler(this::watch);
    }

    /** A request that has no path fails before it is handled: it comes here only as a failure. */
    private void watch(RoutingContext context) {
        context.addHeadersEndHandler(answered -> answered(context));
        context.next();
    }

    private void answered(RoutingContext context) {
        int status = context.response().getStatusCode();
        if (status < 400 || Entrance.hasTaken(context)) {
            return;
        }
        endings.refused(new Attempt(entrance.take(context), null, null, 0), CallRefused.untaken(status))
                .subscribe()
                .with(recorded -> {}, defect -> {});
    }
}
