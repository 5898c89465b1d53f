package dev.portolan.gateway.change;

import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * {@code GET /changes} on the management port: what is held, as JSON, and with {@code ?format=yaml} as the lines that
 * approve all of it. Nothing can be approved here: that is for whoever may write the approvals file.
 */
@Singleton
class ChangesRoute {
    private final ChangeControl control;
    private final ChangesConfig config;

    ChangesRoute(ChangeControl control, ChangesConfig config) {
        this.control = control;
        this.config = config;
    }

    void register(@Observes ManagementInterface management) {
        management.router().get("/changes").handler(this::answer);
    }

    private void answer(RoutingContext context) {
        boolean yaml = "yaml".equals(context.request().getParam("format"));
        HeldReport report = new HeldReport(control.held(), config.shown());
        context.response()
                .putHeader("Content-Type", yaml ? "application/yaml" : "application/json")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(yaml ? report.yaml() : report.json());
    }
}
