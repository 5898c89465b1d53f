package dev.portolan.connector.db.gate;

import dev.portolan.connector.db.failure.DatabaseFailure;
import dev.portolan.connector.db.failure.FailureCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query somebody wants run.
 *
 * @param sql as the caller wrote it; trusted in nothing
 * @param parameters values for {@code $1…} in PostgreSQL's text form; null is NULL
 * @param timeout for all of it, waiting for a connection excepted
 * @param maxRows rows wanted at most; one more is fetched, so that the receiver can tell whether there are more
 */
public record GatedQuery(String sql, List<@Nullable String> parameters, Duration timeout, int maxRows) {
    public GatedQuery {
        // No List.copyOf: NULL is a value here
        parameters = Collections.unmodifiableList(new ArrayList<>(parameters));
        if (sql.indexOf('\0') >= 0) {
            // Text ends at NUL on the wire; the server would read the rest as something else
            throw new DatabaseFailure(FailureCode.SYNTAX_ERROR, "The SQL contains a NUL character.");
        }
        for (String parameter : parameters) {
            if (parameter != null && parameter.indexOf('\0') >= 0) {
                throw new DatabaseFailure(FailureCode.INVALID_PARAMETER, "A parameter contains a NUL character.");
            }
        }
    }
}
