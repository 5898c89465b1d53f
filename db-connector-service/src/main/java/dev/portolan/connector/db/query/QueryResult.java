package dev.portolan.connector.db.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a query.
 *
 * @param columns in their order; there also when there are no rows
 * @param rows values in the order of {@code columns}, so that columns of one name do not hide each other
 * @param rowCount how many rows are here
 * @param truncated whether the query has more rows than these
 * @param truncatedBy which bound was reached, {@code rows} or {@code bytes}
 * @param cutCells values that are not here in full
 */
public record QueryResult(
        List<ColumnInfo> columns,
        List<List<JsonNode>> rows,
        @JsonProperty("row_count") int rowCount,
        boolean truncated,
        @JsonProperty("truncated_by") Optional<String> truncatedBy,
        @JsonProperty("cut_cells") Optional<List<CutCell>> cutCells) {
    public QueryResult {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * A column.
     *
     * @param name as the query names it; may repeat
     * @param type PostgreSQL's name, arrays with {@code []}
     */
    public record ColumnInfo(String name, String type) {}

    /**
     * A value that was cut.
     *
     * @param row its row, from 0
     * @param column its column, from 0
     * @param chars how long it was in PostgreSQL's text form
     */
    public record CutCell(int row, int column, int chars) {}
}
