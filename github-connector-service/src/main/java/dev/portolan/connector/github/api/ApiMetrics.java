package dev.portolan.connector.github.api;

import dev.portolan.connector.github.rate.RateLimit;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What is counted about GitHub: answers by class, failures by kind, retries, confirmations, the budget left. */
final class ApiMetrics {

    private final MeterRegistry registry;
    private final AtomicInteger remaining;

    ApiMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.remaining = registry.gauge("github.rate.remaining", new AtomicInteger(-1), AtomicInteger::doubleValue);
    }

    void answered(int status, Optional<RateLimit> rate) {
        registry.counter("github.requests", "outcome", status / 100 + "xx").increment();
        rate.ifPresent(limit -> remaining.set(limit.remaining()));
    }

    void failed(String kind) {
        registry.counter("github.requests", "outcome", kind.toLowerCase(Locale.ROOT))
                .increment();
    }

    void retried() {
        registry.counter("github.retries").increment();
    }

    void notModified() {
        registry.counter("github.not.modified").increment();
    }
}
