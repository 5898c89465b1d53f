package dev.portolan.audit.query;

import dev.portolan.audit.event.UuidV7;
import dev.portolan.audit.store.Clause;
import dev.portolan.audit.store.Reading;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Finds records. Every value reaches PostgreSQL as a parameter; the texts of conditions are constants. */
@ApplicationScoped
public class Records implements PanacheRepositoryBase<AuditRecord, UUID> {

    private final Reading reading;
    private final QueryConfig config;
    private final Clock clock;

    Records(Reading reading, QueryConfig config, Clock clock) {
        this.reading = reading;
        this.config = config;
        this.clock = clock;
    }

    /** The trail as it is now. */
    Snapshot snapshot() {
        return Snapshot.now(reading);
    }

    /** The newest matches of a snapshot, older than {@code before}, newest first, at most {@code limit}. */
    @Transactional
    @SuppressWarnings("unchecked") // JPA has no typed native query
    List<AuditRecord> newest(Question question, Snapshot snapshot, Optional<UUID> before, int limit) {
        Clause shown = snapshot.clause();
        if (before.isPresent()) {
            UUID last = before.get();
            // the id alone would do; the time, which follows from it, lets PostgreSQL skip months and use the index
            shown = Clause.all(
                    List.of(shown, Clause.of("r.occurred_at <= ? AND r.event_id < ?", UuidV7.timeOf(last), last)));
        }
        Clause page =
                question.criteria().select("r.*", shown, clock.instant().minus(config.intentDeadline()), "DESC", limit);
        Query query = getEntityManager().createNativeQuery(page.sql(), AuditRecord.class);
        for (int i = 0; i < page.values().size(); i++) {
            query.setParameter(i + 1, page.values().get(i));
        }
        return query.getResultList();
    }

    /** The records of one call, oldest first, at most {@code limit}. */
    @Transactional
    List<AuditRecord> ofCall(UUID callId, int limit) {
        return find("from AuditRecord r where r.callId = ?1 order by r.occurredAt, r.eventId", callId)
                .page(Page.ofSize(limit))
                .list();
    }

    /** The records of one trace, oldest first, at most {@code limit}. */
    @Transactional
    List<AuditRecord> ofTrace(String traceId, int limit) {
        // the index holds the records that have a trace
        return find(
                        "from AuditRecord r where r.traceId = ?1 and r.traceId <> '' order by r.occurredAt, r.eventId",
                        traceId)
                .page(Page.ofSize(limit))
                .list();
    }

    /** One record. */
    @Transactional
    Optional<AuditRecord> withId(UUID eventId) {
        return find("from AuditRecord r where r.occurredAt = ?1 and r.eventId = ?2", UuidV7.timeOf(eventId), eventId)
                .firstResultOptional();
    }

    /** Which of these calls have an outcome. */
    @Transactional
    Set<UUID> ended(Set<UUID> callIds) {
        if (callIds.isEmpty()) {
            return Set.of();
        }
        return new HashSet<>(getEntityManager()
                .createQuery(
                        "select o.callId from AuditRecord o where o.kind = 'outcome' and o.callId in (:calls)",
                        UUID.class)
                .setParameter("calls", callIds)
                .getResultList());
    }
}
