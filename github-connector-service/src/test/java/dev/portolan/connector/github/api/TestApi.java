package dev.portolan.connector.github.api;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.portolan.connector.github.rate.RateHolds;
import dev.portolan.connector.github.transport.CallTiming;
import dev.portolan.connector.github.transport.HttpTransport;
import dev.portolan.connector.github.transport.Origin;
import dev.portolan.connector.github.transport.ResponseCache;
import dev.portolan.connector.github.transport.RetryPolicy;
import dev.portolan.connector.github.transport.TransportLimits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/** The API as the connector builds it, with pauses short enough for tests and a clock they can turn. */
public final class TestApi implements AutoCloseable {

    /** A clock that runs, and can be turned forward. */
    public static final class TurnedClock extends Clock {
        private volatile Duration turned = Duration.ZERO;

        public void turn(Duration forward) {
            turned = turned.plus(forward);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(turned);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static final Duration TTL = Duration.ofHours(1);

    private final Vertx vertx = Vertx.vertx();
    private final HttpTransport transport;
    private final TurnedClock clock = new TurnedClock();
    private final ResponseCache cache = new ResponseCache(1_000_000, TTL, Ticker.systemTicker());
    private final RateHolds holds = new RateHolds(clock, TTL);

    public TestApi(URI url) {
        this(url, 2_000_000);
    }

    TestApi(URI url, long responseBytes) {
        TransportLimits limits = new TransportLimits(Duration.ofSeconds(2), responseBytes, 8, 8);
        transport = new HttpTransport(vertx, Origin.of(url), limits);
    }

    /** With a token that may do everything. */
    public GitHubApi api() {
        return api("good-token");
    }

    /** With a token, or none if it is empty; all share one cache. */
    public GitHubApi api(String token) {
        return api(token, Duration.ofSeconds(5));
    }

    GitHubApi api(String token, Duration attempt) {
        RetryPolicy retries = new RetryPolicy(3, Duration.ofMillis(2), Duration.ofSeconds(2), () -> 0.5);
        return new GitHubApi(
                transport,
                Credential.of(Optional.of(token)),
                cache,
                holds,
                new CallTiming(clock, attempt, Duration.ofSeconds(20), retries),
                new ApiMetrics(new SimpleMeterRegistry()));
    }

    TurnedClock clock() {
        return clock;
    }

    @Override
    public void close() {
        transport.close();
        vertx.close();
    }
}
