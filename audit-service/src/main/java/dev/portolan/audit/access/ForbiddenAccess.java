package dev.portolan.audit.access;

import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.ProblemMappers;
import dev.portolan.audit.problem.Refused;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Answers 403 to a verified token without the role, and records that it was tried. */
public final class ForbiddenAccess {

    private static final Logger LOG = Logger.getLogger(ForbiddenAccess.class);

    private final AccessTrail trail;
    private final SecurityIdentity identity;

    ForbiddenAccess(AccessTrail trail, SecurityIdentity identity) {
        this.trail = trail;
        this.identity = identity;
    }

    /** The refusal stands whether or not it can be recorded: nothing is shown either way. */
    @ServerExceptionMapper
    public Uni<Response> forbidden(ForbiddenException ignored, RoutingContext context) {
        Reader reader = Reader.of(identity, context.request());
        Access access = Access.rejected(context.request().path(), 403);
        RejectionRoute.isRecorded(context);
        return Uni.createFrom()
                .item(() -> {
                    record(reader, access);
                    return answer();
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private void record(Reader reader, Access access) {
        try {
            trail.record(reader, access);
        } catch (Refused e) {
            LOG.warn("a forbidden look could not be recorded");
        }
    }

    private static Response answer() {
        Problem problem = new Problem(
                "urn:portolan:problem:forbidden",
                "Forbidden",
                403,
                "The token lacks the role this needs.",
                "Ask for a client role of audit-service: viewer, auditor, operator, payload-reader or"
                        + " privacy-officer (writer to ingest).");
        return ProblemMappers.answer(problem);
    }
}
