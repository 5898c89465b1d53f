package dev.portolan.mcp.server.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.PathType;
import java.util.List;
import java.util.Locale;

/** Holds values against one schema. Nothing is fetched: schemas are our own and refer to themselves alone. */
public final class SchemaCheck {
    /** Faults beyond this are not told; whoever sent that many has enough to read. */
    private static final int MAX_FAULTS = 5;

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, registry -> registry.resourceLoaders(
                            loaders -> loaders.values(List::clear))
                    .schemaRegistryConfig(SchemaRegistryConfig.builder()
                            .locale(Locale.ROOT)
                            .pathType(PathType.JSON_POINTER)
                            .build()));

    private final Schema schema;

    public SchemaCheck(JsonNode schema) {
        this.schema = REGISTRY.getSchema(schema.toString(), InputFormat.JSON);
        this.schema.initializeValidators();
    }

    /** What is wrong with a value, at most five things; empty if it conforms. */
    public List<SchemaFault> faults(JsonNode value) {
        return schema.validate(value).stream()
                .limit(MAX_FAULTS)
                .map(SchemaCheck::describe)
                .toList();
    }

    private static SchemaFault describe(Error fault) {
        String path = fault.getInstanceLocation().toString();
        String property = fault.getProperty();
        String where = property == null ? path : path + "/" + property;
        return new SchemaFault(where.isEmpty() ? "/" : where, fault.getKeyword(), fault.getMessage());
    }
}
