package dev.portolan.gateway.child;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What is counted of one connector's processes; what they write to standard error is counted and nothing else. */
final class ChildMetrics {
    private final Counter starts;
    private final Counter dropped;
    private final Counter stderr;

    ChildMetrics(MeterRegistry registry, String connector) {
        starts = Counter.builder("gateway.child.starts")
                .description("Times that a process was started for the connector")
                .tag("connector", connector)
                .register(registry);
        dropped = Counter.builder("gateway.child.dropped")
                .description("Lines and messages of the connector's process that are about no request, or no messages")
                .tag("connector", connector)
                .register(registry);
        stderr = Counter.builder("gateway.child.stderr")
                .description("What the connector's process wrote to its standard error")
                .baseUnit("bytes")
                .tag("connector", connector)
                .register(registry);
    }

    void started() {
        starts.increment();
    }

    void dropped() {
        dropped.increment();
    }

    void stderr(int bytes) {
        stderr.increment(bytes);
    }
}
