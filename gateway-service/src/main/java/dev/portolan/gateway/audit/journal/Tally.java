package dev.portolan.gateway.audit.journal;

import dev.portolan.gateway.audit.journal.Pending.Role;
import java.util.EnumMap;
import java.util.Map;

/** How many records are undelivered and how much room is reserved. Confined to the context of the log. */
final class Tally {
    private final Map<Role, Integer> undelivered = new EnumMap<>(Role.class);
    private final AuditMetrics metrics;
    private int reserved;

    Tally(AuditMetrics metrics) {
        this.metrics = metrics;
    }

    void accepted(Role role) {
        add(role, 1);
    }

    void acknowledged(Role role) {
        add(role, -1);
    }

    private void add(Role role, int more) {
        undelivered.merge(role, more, Integer::sum);
        if (role == Role.OUTCOME) {
            metrics.outcomes(undelivered(role));
        }
    }

    int undelivered(Role role) {
        return undelivered.getOrDefault(role, 0);
    }

    int undelivered() {
        return undelivered.values().stream().mapToInt(Integer::intValue).sum();
    }

    void reserve() {
        metrics.reserved(++reserved);
    }

    void release() {
        metrics.reserved(--reserved);
    }

    int reserved() {
        return reserved;
    }
}
