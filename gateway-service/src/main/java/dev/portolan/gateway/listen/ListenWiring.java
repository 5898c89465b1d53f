package dev.portolan.gateway.listen;

import dev.portolan.gateway.catalog.CatalogStore;
import dev.portolan.gateway.policy.PolicyGate;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Gives the announcements their clockwork: timers of the event loop, work on worker threads. */
final class ListenWiring {
    @Produces
    @Singleton
    Announcements announcements(CatalogStore store, PolicyGate policy, ListenConfig config, Vertx vertx) {
        return new Announcements(store, policy, config, (wait, task) -> after(vertx, wait, task));
    }

    private static void after(Vertx vertx, Duration wait, Runnable task) {
        vertx.setTimer(
                Math.max(1, wait.toMillis()),
                due -> vertx.executeBlocking(
                        () -> {
                            task.run();
                            return null;
                        },
                        false));
    }
}
