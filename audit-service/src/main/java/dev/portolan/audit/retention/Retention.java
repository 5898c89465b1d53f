package dev.portolan.audit.retention;

import dev.portolan.audit.access.Access;
import dev.portolan.audit.access.AccessTrail;
import dev.portolan.audit.access.Begun;
import dev.portolan.audit.access.Reader;
import dev.portolan.audit.access.Who;
import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.Client;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.note.Drops;
import dev.portolan.audit.problem.Refused;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Drops the months that may go; each is on record before it goes and after, and what went is an entry of the log. */
@Startup // so that a configuration below the floor keeps the service from starting
@ApplicationScoped
class Retention {

    /** Method of the records written here. */
    static final String METHOD = "audit.drop";

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private static final Reader SELF = new Reader(
            Actor.Type.SERVICE, Who.SELF, "", new Client("", "", "", ""), "", SpanContext.getInvalid(), "retention");

    private final RetentionStore store;
    private final AccessTrail trail;
    private final Drops drops;
    private final RetentionConfig config;
    private final RetentionPlan plan;
    private final Clock clock;

    Retention(RetentionStore store, Drops drops, AccessTrail trail, RetentionConfig config, Clock clock) {
        this.store = store;
        this.drops = drops;
        this.trail = trail;
        this.config = config;
        this.plan = RetentionPlan.of(config);
        this.clock = clock;
    }

    /** The months that would go now. */
    List<Month> due() {
        return plan.due(store.months(), store.holds(), clock.instant());
    }

    /** Drops what may go. A month that cannot be dropped now is tried again the next time. */
    @Scheduled(every = "${audit.retention.every:6h}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void drop() {
        if (plan.keep().isEmpty()) {
            return;
        }
        try {
            Instant keptFrom = plan.keptFrom(clock.instant()).orElseThrow();
            due().forEach(month -> drop(month, keptFrom));
        } catch (Refused e) {
            LOG.warn("nothing was dropped: PostgreSQL did not answer, or it could not be recorded");
        }
    }

    private void drop(Month month, Instant keptFrom) {
        Map<String, String> what = Map.of("month", month.month().toString(), "kept_from", keptFrom.toString());
        Begun begun = trail.begin(METHOD, SELF, Access.answered("/audit/retention", what, 0));
        try {
            long records = drops.drop(month.month(), keptFrom, begun.event().eventId(), config.timeout());
            trail.end(begun, Outcome.of(Outcome.Code.SUCCESS).withStatus(200, 0).withCount(records));
            LOG.infof("dropped %s with %d records", month.month(), records);
        } catch (LedgerUnavailable e) {
            LOG.warnf("%s not dropped, SQLSTATE '%s'", month.month(), e.sqlState());
            trail.end(begun, Outcome.of(Outcome.Code.UPSTREAM_ERROR).withReason("NOT_DROPPED"));
        }
    }
}
