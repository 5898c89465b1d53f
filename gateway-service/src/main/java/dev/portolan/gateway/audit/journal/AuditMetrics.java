package dev.portolan.gateway.audit.journal;

import dev.portolan.gateway.audit.AuditUnavailable;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What the log lets be seen of itself; its gauges may be read by any thread. */
public final class AuditMetrics {
    private final Map<Pending.Role, Timer> appends = new EnumMap<>(Pending.Role.class);
    private final Map<AuditUnavailable.Why, Counter> unavailable = new EnumMap<>(AuditUnavailable.Why.class);
    private final DistributionSummary batchSize;
    private final Counter failedBatches;
    private final Counter coalesced;
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicInteger outcomes = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger up = new AtomicInteger();

    /** Registers its meters. */
    public AuditMetrics(MeterRegistry registry) {
        for (Pending.Role role : Pending.Role.values()) {
            appends.put(
                    role,
                    Timer.builder("gateway.audit.append")
                            .description("From asking for a record until it is durable")
                            .tag("role", role.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        for (AuditUnavailable.Why why : AuditUnavailable.Why.values()) {
            unavailable.put(
                    why,
                    Counter.builder("gateway.audit.unavailable")
                            .description("Records that were not durable when they should have been")
                            .tag("why", why.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        batchSize = DistributionSummary.builder("gateway.audit.batch.records")
                .description("Records in an acknowledged batch")
                .register(registry);
        failedBatches = registry.counter("gateway.audit.batch.failures");
        coalesced = Counter.builder("gateway.audit.coalesced")
                .description("Refusals delivered as part of a count")
                .register(registry);
        gauge(registry, "gateway.audit.pending", "Records accepted and not durable", pending);
        gauge(registry, "gateway.audit.outcomes.undelivered", "Outcomes not durable", outcomes);
        gauge(registry, "gateway.audit.reserved", "Calls with room set aside for their outcome", open);
        gauge(registry, "gateway.audit.up", "1 while records become durable, else 0", up);
    }

    private static void gauge(MeterRegistry registry, String name, String description, AtomicInteger value) {
        Gauge.builder(name, value, AtomicInteger::get).description(description).register(registry);
    }

    void accepted() {
        pending.incrementAndGet();
    }

    void durable() {
        pending.decrementAndGet();
    }

    /** Audit-service took a batch. */
    public void delivered(int records) {
        batchSize.record(records);
    }

    /** A batch was not taken. */
    public void failed() {
        failedBatches.increment();
    }

    void durable(Pending.Role role, long nanos) {
        meter(appends, role).record(nanos, TimeUnit.NANOSECONDS);
    }

    void unavailable(AuditUnavailable.Why why) {
        meter(unavailable, why).increment();
    }

    void coalesced(long refusals) {
        coalesced.increment((double) refusals);
    }

    void up(boolean now) {
        up.set(now ? 1 : 0);
    }

    void reserved(int now) {
        open.set(now);
    }

    void outcomes(int now) {
        outcomes.set(now);
    }

    private static <K, V> V meter(Map<K, V> meters, K key) {
        V meter = meters.get(key);
        if (meter == null) {
            throw new IllegalStateException("no meter for " + key);
        }
        return meter;
    }
}
