package dev.portolan.connector.db.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * A table.
 *
 * @param kind as in {@link TableList.TableInfo}
 * @param estimatedRows as of the last ANALYZE, if there was one
 * @param columns in their order, at most 300
 * @param columnCount how many there are in all
 * @param primaryKey its columns, empty if there is none
 */
public record TableDescription(
        String schema,
        String name,
        String kind,
        Optional<String> comment,
        @JsonProperty("estimated_rows") Optional<Long> estimatedRows,
        List<ColumnDescription> columns,
        @JsonProperty("column_count") int columnCount,
        @JsonProperty("primary_key") List<String> primaryKey,
        @JsonProperty("foreign_keys") List<ForeignKey> foreignKeys,
        List<IndexDescription> indexes) {
    /**
     * A column.
     *
     * @param type as declared, e.g. {@code numeric(10,2)}
     * @param defaultValue an expression, or how it is generated
     * @param readable false if the role may not select it
     */
    public record ColumnDescription(
            String name,
            String type,
            boolean nullable,
            @JsonProperty("default") Optional<String> defaultValue,
            Optional<String> comment,
            boolean readable) {}

    /** Columns that refer to columns of another table. */
    public record ForeignKey(
            List<String> columns,
            String references,
            @JsonProperty("to") List<String> to) {}

    /**
     * An index.
     *
     * @param definition the statement that makes it
     */
    public record IndexDescription(String name, boolean unique, String definition) {}
}
