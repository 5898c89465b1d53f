package dev.portolan.gateway.stream;

import dev.portolan.gateway.listen.ListenConfig;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long streams live, whatever is said on them: no longer than configured, and never past their token. */
@Singleton
public class Lifelines {
    private final ListenConfig config;
    private final Clock clock;
    private final Vertx vertx;

    Lifelines(ListenConfig config, Clock clock, Vertx vertx) {
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
    }

    /** For a stream of a caller whose token expires then. Belongs to the event loop it is made on. */
    public Lifeline of(ClientStream client, Instant expiresAt) {
        Instant now = clock.instant();
        Instant latest = now.plus(config.longest());
        Duration lifetime = Duration.between(now, expiresAt.isBefore(latest) ? expiresAt : latest);
        return new Lifeline(client, config.keepAlive(), lifetime, vertx);
    }
}
