package dev.portolan.connector.db.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.connector.db.failure.DatabaseFailure;
import dev.portolan.connector.db.failure.FailureCode;
import dev.portolan.connector.db.gate.CancelSignal;
import dev.portolan.connector.db.gate.GatedQuery;
import dev.portolan.connector.db.gate.ReadOnlyGate;
import dev.portolan.connector.db.gate.RowSink;
import dev.portolan.connector.db.source.Source;
import dev.portolan.connector.db.value.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs queries on sources within the bounds of {@link QueryConfig}. */
@ApplicationScoped
public class Queries {
    private final ReadOnlyGate gate = new ReadOnlyGate();
    private final QueryConfig config;
    private final QueryTelemetry telemetry;

    public Queries(QueryConfig config, QueryTelemetry telemetry) {
        this.config = config;
        this.telemetry = telemetry;
    }

    /**
     * What a caller wants.
     *
     * @param sql as the caller wrote it
     * @param parameters values for {@code $1…}
     * @param maxRows rows at most, or the default
     * @param timeoutSeconds how long it may take, or the most there is
     */
    public record Wish(
            String sql, List<JsonNode> parameters, Optional<Integer> maxRows, Optional<Integer> timeoutSeconds) {
        public Wish {
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * Runs a caller's query.
     *
     * @throws DatabaseFailure if it asks for more than it may, or cannot be run
     */
    public QueryResult run(Source source, Wish wish, CancelSignal signal) {
        int rows = maxRows(wish);
        GatedQuery query = gated(wish, rows);
        BoundedResult result = new BoundedResult(rows, config.maxBytes(), config.maxCellChars());
        return timed(source, "query", () -> {
            gate.query(source.pool(), query, signal, result);
            return result.result();
        });
    }

    /**
     * The plan of a caller's query. The query is not run.
     *
     * @param verbose also name the schemas of tables and the columns each step yields
     * @throws DatabaseFailure if it is no query, or its plan is longer than {@link QueryConfig#maxBytes()}
     */
    public QueryPlan explain(Source source, Wish wish, boolean verbose, CancelSignal signal) {
        GatedQuery query = gated(wish, 1);
        String plan = timed(source, "explain", () -> gate.explain(source.pool(), query, verbose, signal));
        if (plan.length() > config.maxBytes()) {
            throw new DatabaseFailure(
                    FailureCode.RESULT_TOO_LARGE, "The plan is longer than " + config.maxBytes() + " characters.");
        }
        return QueryPlan.of(plan);
    }

    /** Rows that a sample shows. */
    public int sampleRows() {
        return config.sampleRows();
    }

    /** Runs a query of ours, whose answers are small by design. */
    public void own(Source source, String sql, List<@Nullable String> parameters, int maxRows, RowSink sink) {
        GatedQuery query = new GatedQuery(sql, parameters, config.timeout(), maxRows);
        timed(source, "catalog", () -> {
            gate.query(source.pool(), query, CancelSignal.NEVER, sink);
            return "";
        });
    }

    private <T> T timed(Source source, String operation, Supplier<T> work) {
        return telemetry.observe(source, operation, work);
    }

    private GatedQuery gated(Wish wish, int rows) {
        if (wish.sql().length() > config.maxSqlChars()) {
            throw refused("The SQL is longer than " + config.maxSqlChars() + " characters.");
        }
        if (wish.parameters().size() > config.maxParameters()) {
            throw refused("There are more than " + config.maxParameters() + " parameters.");
        }
        return new GatedQuery(wish.sql(), Parameters.textForms(wish.parameters()), timeout(wish), rows);
    }

    private int maxRows(Wish wish) {
        int rows = wish.maxRows().orElse(Math.min(config.defaultRows(), config.maxRows()));
        if (rows < 1 || rows > config.maxRows()) {
            throw refused("max_rows must be 1 to " + config.maxRows() + ".");
        }
        return rows;
    }

    private Duration timeout(Wish wish) {
        Duration timeout = wish.timeoutSeconds().map(Duration::ofSeconds).orElse(config.timeout());
        if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(config.timeout()) > 0) {
            throw refused("timeout_seconds must be 1 to " + config.timeout().toSeconds() + ".");
        }
        return timeout;
    }

    private static DatabaseFailure refused(String sentence) {
        return new DatabaseFailure(FailureCode.INVALID_PARAMETER, sentence);
    }
}
