package dev.portolan.gateway.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.portolan.mcp.JsonSlice;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compiles JSON Schemas: 2020-12 unless {@code $schema} names another dialect. References are resolved within the
 * schema; nothing is ever fetched from a network. A schema is compiled when it is first needed and kept with its
 * feature.
 */
public final class Schemas {
    private static final String UNUSABLE = "the schema this is to be checked against is unusable";
    private static final int MAX_SCHEMA_BYTES = 256 * 1024;

    private final JsonMapper mapper = new JsonMapper();
    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaCacheEnabled(false));

    /** What these schemas demand; an absent schema demands nothing. */
    public CallCheck check(@Nullable JsonSlice input, @Nullable JsonSlice output) {
        Supplier<@Nullable Schema> inputs = lazily(input);
        Supplier<@Nullable Schema> outputs = lazily(output);
        return new CallCheck() {
            @Override
            public List<String> faultsOfArguments(@Nullable JsonSlice arguments) {
                return faults(inputs.get(), arguments == null ? JsonSlice.EMPTY_OBJECT : arguments, input != null);
            }

            @Override
            public List<String> faultsOfResult(JsonSlice structuredContent) {
                return faults(outputs.get(), structuredContent, output != null);
            }

            @Override
            public boolean structured() {
                return output != null;
            }
        };
    }

    private List<String> faults(@Nullable Schema schema, JsonSlice value, boolean demanded) {
        if (schema == null) {
            return demanded ? List.of(UNUSABLE) : List.of();
        }
        try {
            // The first fault is enough: collecting all of them lets a large argument fill the heap.
            return schema
                    .validate(tree(value), context -> context.executionConfig(config -> config.failFast(true)))
                    .stream()
                    .limit(1)
                    .map(Schemas::sentence)
                    .toList();
        } catch (SchemaException | StackOverflowError unusable) {
            return List.of(UNUSABLE);
        }
    }

    private static String sentence(Error fault) {
        String path = fault.getInstanceLocation().toString();
        return (path.isEmpty() ? "/" : path) + ": " + fault.getMessage() + " (" + fault.getKeyword() + ")";
    }

    private Supplier<@Nullable Schema> lazily(@Nullable JsonSlice schema) {
        return new Supplier<>() {
            private volatile boolean compiled;
            private volatile @Nullable Schema result;

            @Override
            public @Nullable Schema get() {
                if (!compiled) {
                    result = schema == null ? null : compile(schema);
                    compiled = true;
                }
                return result;
            }
        };
    }

    private @Nullable Schema compile(JsonSlice schema) {
        if (schema.length() > MAX_SCHEMA_BYTES) {
            return null;
        }
        try {
            return registry.getSchema(tree(schema));
        } catch (SchemaException unusable) {
            return null;
        }
    }

    private JsonNode tree(JsonSlice json) {
        try {
            return mapper.readTree(json.json());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a slice that is not JSON", impossible);
        }
    }
}
