package dev.portolan.connector.github.api;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.portolan.connector.github.rate.RateHolds;
import dev.portolan.connector.github.transport.CallTiming;
import dev.portolan.connector.github.transport.HttpTransport;
import dev.portolan.connector.github.transport.Origin;
import dev.portolan.connector.github.transport.ResponseCache;
import dev.portolan.connector.github.transport.RetryPolicy;
import dev.portolan.connector.github.transport.TransportLimits;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;

/** Puts the API together from its configuration. */
@ApplicationScoped
public class GitHubWiring {

    @Produces
    @Singleton
    HttpTransport transport(Vertx vertx, GitHubConfig config) {
        TransportLimits limits = new TransportLimits(
                config.connectTimeout(), config.responseSize().asLongValue(), config.connections(), config.waiting());
        return new HttpTransport(vertx, Origin.of(config.apiUrl()), limits);
    }

    void close(@Disposes HttpTransport transport) {
        transport.close();
    }

    @Produces
    @Singleton
    GitHubApi api(HttpTransport transport, GitHubConfig config, Clock clock, MeterRegistry registry) {
        RetryPolicy retries = new RetryPolicy(
                config.attempts(), config.backoff(), config.longestPause(), () -> ThreadLocalRandom.current()
                        .nextDouble());
        return new GitHubApi(
                transport,
                Credential.of(config.token()),
                new ResponseCache(config.cacheSize().asLongValue(), config.cacheTtl(), Ticker.systemTicker()),
                new RateHolds(clock, config.longestHold()),
                new CallTiming(clock, config.attemptTimeout(), config.deadline(), retries),
                new ApiMetrics(registry));
    }
}
