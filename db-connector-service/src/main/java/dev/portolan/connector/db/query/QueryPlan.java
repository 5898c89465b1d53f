package dev.portolan.connector.db.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.connector.db.value.JsonValues;
import java.util.ArrayList;
import java.util.List;

/**
 * How the server would run a query.
 *
 * @param totalCost in the planner's units: a sequential page read is 1
 * @param estimatedRows rows the planner expects
 * @param sequentialScans tables that would be read from end to end
 * @param plan PostgreSQL's plan, EXPLAIN (FORMAT JSON)
 */
public record QueryPlan(
        @JsonProperty("total_cost") double totalCost,
        @JsonProperty("estimated_rows") double estimatedRows,
        @JsonProperty("sequential_scans") List<String> sequentialScans,
        JsonNode plan) {
    public QueryPlan {
        sequentialScans = List.copyOf(sequentialScans);
    }

    static QueryPlan of(String json) {
        JsonNode plan = JsonValues.of("json", json).path(0).path("Plan");
        List<String> scans = new ArrayList<>();
        for (JsonNode node : plan.findParents("Node Type")) {
            if (node.path("Node Type").asText().equals("Seq Scan")) {
                scans.add(node.path("Relation Name").asText());
            }
        }
        return new QueryPlan(
                plan.path("Total Cost").asDouble(), plan.path("Plan Rows").asDouble(), scans, plan);
    }
}
