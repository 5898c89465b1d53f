package dev.portolan.gateway.edge;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.audit.Attempt;
import dev.portolan.gateway.audit.AuditTrail;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Origin;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.ProtocolError;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** How requests end, whatever they came in by: each with one answer, on record and counted. */
@Singleton
public class Endings {
    private static final Logger LOG = Logger.getLogger(Endings.class);

    private final AuditTrail trail;
    private final RequestMetrics metrics;

    Endings(AuditTrail trail, RequestMetrics metrics) {
        this.trail = trail;
        this.metrics = metrics;
    }

    /** The answer that serving gives, or in its place the one that says that it failed. Never fails itself. */
    public Uni<Answer> answer(Asked asked, Supplier<Uni<? extends Answer>> serving) {
        return Uni.createFrom()
                .deferred(serving)
                .onFailure(AuditTrail::isUnrecordable)
                .recoverWithItem(AuditTrail::unrecorded)
                .onFailure()
                .recoverWithUni(failure -> trail.refused(asked, defect(asked.origin(), failure)))
                .invoke(answer -> metrics.answered(asked.message().method(), answer, asked.origin()));
    }

    /** The answer to a request that is fully known and yet not served. */
    public Uni<Answer> refused(Asked asked, CallRefused why) {
        return answer(asked, () -> trail.refused(asked, why));
    }

    /** The answer to a request that is not served. */
    public Uni<Answer> refused(Attempt attempt, Throwable why) {
        CallRefused refused = why instanceof CallRefused known
                ? known
                : why instanceof ProtocolError fault ? CallRefused.malformed(fault) : defect(attempt.origin(), why);
        Message message = attempt.message();
        return trail.refused(attempt, refused)
                .invoke(answer -> metrics.answered(message == null ? "" : message.method(), answer, attempt.origin()));
    }

    /** Logs a failure of the gateway itself, by its kind: its text may hold what nobody may read. */
    public static CallRefused defect(Origin origin, Throwable defect) {
        LOG.errorf(
                "request %s failed inside the gateway: %s",
                origin.callId(), defect.getClass().getName());
        LOG.debug("cause", defect);
        return new CallRefused(
                Refusal.INTERNAL, "The gateway failed; the operator finds it in the log under " + origin.callId());
    }
}
