package dev.portolan.connector.db.schema;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * Schemas of a source.
 *
 * @param schemas by name
 * @param truncated whether there are more
 */
public record SchemaList(List<SchemaInfo> schemas, boolean truncated) {
    public SchemaList {
        schemas = List.copyOf(schemas);
    }

    /**
     * A schema.
     *
     * @param tableCount tables and views in it that the role may read
     */
    public record SchemaInfo(
            String name, @JsonProperty("table_count") int tableCount, Optional<String> comment) {}
}
