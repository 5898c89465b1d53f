package dev.portolan.gateway.audit.journal;

import dev.portolan.audit.event.seal.Disclosed;
import dev.portolan.audit.event.seal.Item;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The ranges of {@link AuditConfig}. */
public final class Bounds {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Bounds() {}

    /** @throws IllegalArgumentException that names every key that is out of range */
    public static void check(AuditConfig config) {
        List<String> faults = new ArrayList<>();
        within(faults, "deadline (ms)", config.deadline().toMillis(), 10, MINUTE.toMillis());
        within(faults, "max-in-flight", config.maxInFlight(), 1, 16);
        within(faults, "kept-result", config.keptResult().asLongValue(), 0, Disclosed.MAX_TEXT_BYTES);
        within(faults, "batch-events", config.batchEvents(), 1, 10_000);
        within(faults, "batch-bytes", config.batchBytes().asLongValue(), Item.MAX_BYTES + 2, 64 << 20);
        within(faults, "gather (ms)", config.gather().toMillis(), 0, 2);
        within(faults, "probe-interval (ms)", config.probeInterval().toMillis(), 10, MINUTE.toMillis());
        within(faults, "reserve", config.reserve(), 1, 1_000_000);
        within(faults, "kept-refusals", config.keptRefusals(), 0, 1_000_000);
        within(faults, "flood.individually", config.flood().individually(), 0, 1_000_000);
        within(faults, "flood.window (ms)", config.flood().window().toMillis(), 100, MINUTE.toMillis());
        within(faults, "flood.sources", config.flood().sources(), 1, 100_000);
        within(faults, "drain (ms)", config.drain().toMillis(), 0, 10 * MINUTE.toMillis());
        within(faults, "spool.keep-counts (ms)", config.spool().keepCounts().toMillis(), 10, MINUTE.toMillis());
        long segment = config.spool().segment().asLongValue();
        within(faults, "spool.segment", segment, 1 << 20, 1 << 30);
        within(faults, "spool.grace (h)", config.spool().grace().toHours(), 0, 30 * 24);
        within(faults, "spool.budget", config.spool().budget().asLongValue(), 4 * segment, Long.MAX_VALUE);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
    }

    private static void within(List<String> faults, String key, long value, long least, long most) {
        if (value < least || value > most) {
            faults.add("gateway.audit." + key + " must lie within " + least + " and " + most + " but is " + value);
        }
    }
}
