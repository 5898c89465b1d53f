package dev.portolan.audit.query;

import dev.portolan.audit.criteria.Person;
import dev.portolan.audit.store.Clause;
import dev.portolan.audit.store.Reading;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Shows records, and says of each intent whether its call is known to have ended. */
@ApplicationScoped
class RecordViews {

    private static final String INTENT = "intent";

    private final Records records;
    private final Reading reading;
    private final QueryConfig config;
    private final Clock clock;

    RecordViews(Records records, Reading reading, QueryConfig config, Clock clock) {
        this.records = records;
        this.reading = reading;
        this.config = config;
        this.clock = clock;
    }

    List<RecordView> of(List<AuditRecord> found) {
        Set<UUID> ended = records.ended(found.stream()
                .filter(record -> record.kind().equals(INTENT))
                .map(AuditRecord::callId)
                .collect(Collectors.toSet()));
        Map<Long, Person> people = people(found);
        Instant overdue = clock.instant().minus(config.intentDeadline());
        return found.stream()
                .map(record -> new RecordView(
                        record.canonical(),
                        Optional.ofNullable(people.get(record.actor())),
                        record.ingestedAt(),
                        state(record, ended, overdue)))
                .toList();
    }

    private Map<Long, Person> people(List<AuditRecord> found) {
        List<Long> actors = found.stream()
                .map(AuditRecord::actor)
                .filter(actor -> actor != 0)
                .distinct()
                .toList();
        if (actors.isEmpty()) {
            return Map.of();
        }
        String marks = String.join(", ", Collections.nCopies(actors.size(), "(?)"));
        Clause question = new Clause(
                "SELECT " + Person.COLUMNS + " FROM (VALUES " + marks
                        + ") AS r(actor) LEFT JOIN people.subject AS p ON p.subject_key = r.actor",
                List.copyOf(actors));
        return reading
                .list(
                        question,
                        row -> Map.entry(row.getLong(1), Person.read(row, 1).orElseThrow()))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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
