package dev.portolan.audit.problem;

import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever ended a request into a problem document: the one edge where every exception arrives. */
public final class ProblemMappers {

    /** Seconds in Retry-After: long enough for a database to restart a connection, short for a waiting gateway. */
    private static final String RETRY_AFTER_SECONDS = "1";

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    /** Ours, as it is. */
    @ServerExceptionMapper
    public Response refused(Refused refused) {
        return answer(refused.problem());
    }

    /** No token, or one that does not hold (RFC 6750 §3). */
    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthenticated(SecurityException ignored) {
        Problem problem = new Problem(
                "urn:portolan:problem:unauthenticated",
                "Unauthenticated",
                401,
                "There is no access token, or it is expired, not signed by the issuer or not meant for this service.",
                "Send 'Authorization: Bearer <token>' with a token whose aud contains audit-service.");
        return Response.fromResponse(answer(problem))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    /** A token that cannot be judged because the issuer's keys were never fetched: not the caller's fault. */
    @ServerExceptionMapper
    public Response issuerAway(OIDCException ignored) {
        LOG.warn("a token could not be verified, the identity provider is away");
        return answer(Problem.unavailable("The token cannot be verified, the identity provider is away."));
    }

    /** What the framework refuses: unknown path, method, media type. */
    @ServerExceptionMapper
    public Response framework(WebApplicationException refused) {
        int status = refused.getResponse().getStatus();
        Response.StatusType kind = refused.getResponse().getStatusInfo();
        return answer(new Problem(
                "about:blank",
                kind.getReasonPhrase(),
                status,
                "The request was refused before it was read.",
                "Compare path, method and media type with the description at /q/openapi."));
    }

    /** A mistake of ours: the caller gets an id, the log the cause under the same id. */
    @ServerExceptionMapper
    public Response unexpected(RuntimeException mistake) {
        UUID id = UUID.randomUUID();
        LOG.errorf(
                "request failed, error id %s: %s at %s", id, mistake.getClass().getName(), place(mistake));
        return answer(new Problem(
                "urn:portolan:problem:internal",
                "Internal error",
                500,
                "The service failed, error id " + id + ".",
                "Report the error id to the operator of audit-service."));
    }

    private static Object place(RuntimeException mistake) {
        StackTraceElement[] trace = mistake.getStackTrace();
        return trace.length == 0 ? "?" : trace[0];
    }

    /** A problem as an answer; what may be asked again says when. */
    public static Response answer(Problem problem) {
        Response.ResponseBuilder response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        return problem.status() == 503
                ? response.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS).build()
                : response.build();
    }
}
