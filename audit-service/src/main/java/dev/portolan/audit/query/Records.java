package dev.portolan.audit.query;

import dev.portolan.audit.event.UuidV7;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Finds records. Every value reaches PostgreSQL as a parameter; the texts of conditions are constants. */
@ApplicationScoped
public class Records implements PanacheRepositoryBase<AuditRecord, UUID> {

    /** An outcome is never older than its intent; saying so lets PostgreSQL look into the later months only. */
    private static final String HAS_OUTCOME = "exists (select 1 from AuditRecord o where o.callId = r.callId"
            + " and o.kind = 'outcome' and o.occurredAt >= r.occurredAt)";

    /** An orphan counts as {@code unknown} although no record says so yet. */
    private static final String UNKNOWN =
            "r.outcome = 'unknown' or (r.kind = 'intent' and r.occurredAt < :overdue and not " + HAS_OUTCOME + ")";

    private final QueryConfig config;
    private final Clock clock;

    Records(QueryConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** The newest matches older than {@code before}, newest first, at most {@code limit}. */
    @Transactional
    List<AuditRecord> newest(Question question, Optional<UUID> before, int limit) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> parameters = new HashMap<>();
        question.criteria().forEach((criterion, value) -> {
            if (criterion == Criterion.OUTCOME && value.equals("unknown")) {
                conditions.add("(" + UNKNOWN + ")");
                parameters.put("overdue", clock.instant().minus(config.intentDeadline()));
            } else {
                conditions.add("(" + criterion.condition() + ")");
                parameters.put(criterion.parameter(), value);
            }
        });
        before.ifPresent(last -> {
            // the id alone would do; the time, which follows from it, lets PostgreSQL skip months and use the index
            conditions.add("r.occurredAt <= :last_time and r.eventId < :last");
            parameters.put("last_time", UuidV7.timeOf(last));
            parameters.put("last", last);
        });
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        return find("from AuditRecord r" + where + " order by r.occurredAt desc, r.eventId desc", parameters)
                .page(Page.ofSize(limit))
                .list();
    }

    /** The records of one call, oldest first, at most {@code limit}. */
    @Transactional
    List<AuditRecord> ofCall(UUID callId, int limit) {
        return find("from AuditRecord r where r.callId = ?1 order by r.occurredAt, r.eventId", callId)
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
