package dev.portolan.gateway.upstream;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Reply;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** How one connector fares: how long its calls take and how they end, and how many are in flight. */
final class ConnectorMetrics {
    private final MeterRegistry registry;
    private final String connector;
    private final AtomicInteger inFlight = new AtomicInteger();

    ConnectorMetrics(MeterRegistry registry, String connector) {
        this.registry = registry;
        this.connector = connector;
        Gauge.builder("gateway.connector.inflight", inFlight, AtomicInteger::get)
                .description("Calls on their way to the connector or waiting for its answer")
                .tag("connector", connector)
                .register(registry);
    }

    /** The same reply, counted. */
    Uni<Reply> counted(Uni<Reply> reply) {
        return Uni.createFrom().deferred(() -> {
            long begun = System.nanoTime();
            inFlight.incrementAndGet();
            return reply.onItemOrFailure().invoke((answer, failure) -> {
                inFlight.decrementAndGet();
                registry.timer(
                                "mcp.client.operation.duration",
                                "connector",
                                connector,
                                "outcome",
                                outcome(answer, failure))
                        .record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
            });
        });
    }

    private static String outcome(Reply answer, Throwable failure) {
        if (failure instanceof CallRefused refused) {
            return refused.refusal().name().toLowerCase(Locale.ROOT);
        }
        return failure != null ? "internal" : answer.failed() ? "error" : "success";
    }
}
