package dev.portolan.gateway.audit.local;

import dev.portolan.audit.spool.Spool;
import dev.portolan.audit.spool.SpoolStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What the spool lets be seen of itself. */
final class SpoolMetrics {
    private final MeterRegistry registry;
    private final Timer forces;

    SpoolMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.forces = Timer.builder("gateway.audit.spool.force")
                .description("Writing a batch and forcing it to the disk")
                .register(registry);
    }

    void forced(long nanos) {
        forces.record(nanos, TimeUnit.NANOSECONDS);
    }

    void watch(Spool spool) {
        gauge(
                spool,
                "fill",
                "Disk space used, as a share of the budget",
                status -> (double) status.used() / status.budget());
        gauge(spool, "lag", "Durable records that audit-service does not have yet", status ->
                (double) (status.durable() - status.acknowledged()));
        LagClock clock = new LagClock(System::nanoTime);
        gauge(
                spool,
                "lag.age",
                "Seconds that the oldest record which audit-service does not have is durable, as seen by scrapes",
                clock::seconds);
        gauge(spool, "room", "Allocated bytes for further records", SpoolStatus::free);
        gauge(spool, "open", "Intents without outcome", SpoolStatus::open);
        gauge(spool, "alive", "1 while it takes records, else 0", status -> status.alive() ? 1 : 0);
        double lost = spool.damage().stream()
                .mapToLong(damage -> damage.last() - damage.first() + 1)
                .sum();
        Gauge.builder("gateway.audit.spool.lost", () -> lost)
                .description("Records of earlier boots that were durable and cannot be read or are altered")
                .register(registry);
    }

    private void gauge(Spool spool, String name, String description, ToDoubleFunction<SpoolStatus> value) {
        Gauge.builder("gateway.audit.spool." + name, spool, from -> value.applyAsDouble(from.status()))
                .description(description)
                .register(registry);
    }
}
