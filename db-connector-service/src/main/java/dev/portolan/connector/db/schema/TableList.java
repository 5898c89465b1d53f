package dev.portolan.connector.db.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * Tables of a source.
 *
 * @param tables by schema and name
 * @param truncated whether there are more
 */
public record TableList(List<TableInfo> tables, boolean truncated) {
    public TableList {
        tables = List.copyOf(tables);
    }

    /**
     * A table or something that is read like one.
     *
     * @param kind {@code table}, {@code partitioned table}, {@code view}, {@code materialized view} or
     *     {@code foreign table}
     * @param estimatedRows as of the last ANALYZE, if there was one
     */
    public record TableInfo(
            String schema,
            String name,
            String kind,
            @JsonProperty("estimated_rows") Optional<Long> estimatedRows,
            Optional<String> comment) {}
}
