package dev.portolan.audit.access;

import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Request;
import java.util.Map;

/**
 * One look at the audit trail.
 *
 * @param path what was asked, e.g. {@code /audit/records}
 * @param parameters with which parameters
 * @param outcome how it ends; {@code count} is the number of records in the answer
 */
public record Access(String path, Map<String, String> parameters, Outcome outcome) {

    /** Copies the parameters. */
    public Access {
        parameters = Map.copyOf(parameters);
    }

    /** A look that is answered with {@code records} records. */
    public static Access answered(String path, Map<String, String> parameters, int records) {
        Outcome outcome = Outcome.of(Outcome.Code.SUCCESS).withStatus(200, 0).withCount(records);
        return new Access(path, parameters, outcome);
    }

    /** A request that is refused. */
    static Access rejected(String path, int status) {
        Outcome outcome =
                switch (status) {
                    case 401 -> Outcome.of(Outcome.Code.DENIED).withReason("UNAUTHENTICATED");
                    case 403 -> Outcome.of(Outcome.Code.DENIED).withReason("FORBIDDEN");
                    case 503 -> Outcome.of(Outcome.Code.GATEWAY_ERROR).withReason("UNAVAILABLE");
                    default ->
                        status < 500
                                ? Outcome.of(Outcome.Code.PROTOCOL_ERROR).withReason("MALFORMED")
                                : Outcome.of(Outcome.Code.GATEWAY_ERROR).withReason("INTERNAL");
                };
        return new Access(path, Map.of(), outcome.withStatus(status, 0));
    }

    /** What was tried, as records name it. */
    String method() {
        if (path.startsWith("/ingest")) {
            return "audit.ingest";
        }
        return outcome.httpStatus() == 200 || path.startsWith("/audit") ? "audit.query" : Request.NO_METHOD;
    }

    /** Whether it can be served later as it is. */
    boolean isUnavailable() {
        return outcome.httpStatus() == 503;
    }
}
