package dev.portolan.gateway.edge;

import io.vertx.ext.web.Router;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** A part of the gateway that fails whatever it is asked. */
@Singleton
class PanicRoute {
    static final String PATH = "/panic";

    void route(@Observes Router router) {
        router.route(PATH).handler(context -> {
            throw new IllegalStateException("secret marker");
        });
    }
}
