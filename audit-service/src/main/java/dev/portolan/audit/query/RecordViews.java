package dev.portolan.audit.query;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Shows records, and says of each intent whether its call is known to have ended. */
@ApplicationScoped
class RecordViews {

    private static final String INTENT = "intent";

    private final Records records;
    private final QueryConfig config;
    private final Clock clock;

    RecordViews(Records records, QueryConfig config, Clock clock) {
        this.records = records;
        this.config = config;
        this.clock = clock;
    }

    List<RecordView> of(List<AuditRecord> found) {
        Set<UUID> ended = records.ended(found.stream()
                .filter(record -> record.kind().equals(INTENT))
                .map(AuditRecord::callId)
                .collect(Collectors.toSet()));
        Instant overdue = clock.instant().minus(config.intentDeadline());
        return found.stream()
                .map(record -> new RecordView(record.canonical(), record.ingestedAt(), state(record, ended, overdue)))
                .toList();
    }

    private static Optional<String> state(AuditRecord record, Set<UUID> ended, Instant overdue) {
        if (!record.kind().equals(INTENT)) {
            return Optional.empty();
        }
        if (ended.contains(record.callId())) {
            return Optional.of("recorded");
        }
        return Optional.of(record.occurredAt().isBefore(overdue) ? "unknown" : "pending");
    }
}
