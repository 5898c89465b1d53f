package dev.portolan.audit.access;

import dev.portolan.audit.event.Outcome;
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

    /** A look that is refused for want of the role. */
    static Access forbidden(String path) {
        Outcome outcome = Outcome.of(Outcome.Code.DENIED).withStatus(403, 0).withReason("FORBIDDEN");
        return new Access(path, Map.of(), outcome);
    }
}
