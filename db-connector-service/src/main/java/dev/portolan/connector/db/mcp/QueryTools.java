package dev.portolan.connector.db.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.connector.db.query.Queries;
import dev.portolan.connector.db.query.Queries.Wish;
import dev.portolan.connector.db.query.QueryPlan;
import dev.portolan.connector.db.query.QueryResult;
import dev.portolan.connector.db.source.Sources;
import dev.portolan.mcp.server.Cancellation;
import dev.portolan.mcp.server.Tool;
import dev.portolan.mcp.server.ToolArg;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.context.ManagedExecutor;

/** Asking. */
@ApplicationScoped
@DatabaseEdge
public class QueryTools {
    private static final String PARAMETERS = "Values for $1, $2 … in order; give int8 and numeric as strings.";

    private final Sources sources;
    private final Queries queries;
    private final ManagedExecutor executor;

    public QueryTools(Sources sources, Queries queries, ManagedExecutor executor) {
        this.sources = sources;
        this.queries = queries;
        this.executor = executor;
    }

    @Tool(
            name = "query",
            title = "Query database",
            description = "Runs one read-only PostgreSQL query (SELECT, VALUES, TABLE, WITH). Rows are arrays in the "
                    + "order of columns; int8 and numeric are strings. truncated says whether there is more: "
                    + "aggregate, filter or use LIMIT/OFFSET.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    public QueryResult query(
            @ToolArg(description = SchemaTools.SOURCE) Optional<String> source,
            @ToolArg(description = "One query; use $1, $2 … for values.") String sql,
            @ToolArg(description = PARAMETERS) Optional<List<JsonNode>> parameters,
            @ToolArg(name = "max_rows", description = "Rows at most; default 200.") Optional<Integer> maxRows,
            @ToolArg(name = "timeout_seconds", description = "Default 30, the most there is.")
                    Optional<Integer> timeoutSeconds,
            Cancellation cancellation) {
        Wish wish = new Wish(sql, parameters.orElse(List.of()), maxRows, timeoutSeconds);
        return queries.run(sources.ready(source), wish, new CallCancel(cancellation, executor));
    }

    @Tool(
            name = "explain_query",
            title = "Explain query",
            description = "The plan PostgreSQL would use for a query. Does not run it.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    public QueryPlan explainQuery(
            @ToolArg(description = SchemaTools.SOURCE) Optional<String> source,
            @ToolArg(description = "One query, without EXPLAIN.") String sql,
            @ToolArg(description = PARAMETERS) Optional<List<JsonNode>> parameters,
            Cancellation cancellation) {
        Wish wish = new Wish(sql, parameters.orElse(List.of()), Optional.empty(), Optional.empty());
        return queries.explain(sources.ready(source), wish, false, new CallCancel(cancellation, executor));
    }
}
