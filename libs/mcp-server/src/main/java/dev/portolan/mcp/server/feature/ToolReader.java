package dev.portolan.mcp.server.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.mcp.server.Content;
import dev.portolan.mcp.server.Tool;
import dev.portolan.mcp.server.ToolArg;
import dev.portolan.mcp.server.ToolResponse;
import dev.portolan.mcp.server.schema.SchemaArgument;
import dev.portolan.mcp.server.schema.SchemaCheck;
import dev.portolan.mcp.server.schema.SchemaWriter;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one tool: its schemas, and whether it says all that a tool must say. */
final class ToolReader {
    static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,40}");

    private final SchemaWriter schemas;
    private final DeclarationFaults faults;

    ToolReader(SchemaWriter schemas, DeclarationFaults faults) {
        this.schemas = schemas;
        this.faults = faults;
    }

    /** Empty if its schemas cannot be written; the fault is noted. */
    Optional<ToolFeature> read(String name, Tool declared, FeatureMethod method) {
        String where = method.where();
        faults.addIf(!NAME.matcher(name).matches(), where, "name " + name + " is not [a-z0-9_]{1,40}");
        faults.addIf(declared.title().isBlank(), where, "has no title");
        faults.addIf(declared.description().isBlank(), where, "has no description");
        faults.addIf(
                declared.annotations().readOnlyHint() && declared.annotations().destructiveHint(),
                where,
                "says it is read-only and destructive");
        try {
            ObjectNode input = schemas.input(arguments(method));
            ObjectNode output = output(declared, method);
            if (output != null && !"object".equals(output.path("type").asText())) {
                faults.add(where, "structured content must be an object: return a record, not " + method.resultType());
                return Optional.empty();
            }
            return Optional.of(new ToolFeature(
                    name,
                    declared,
                    input,
                    output,
                    new SchemaCheck(input),
                    output == null ? null : new SchemaCheck(output),
                    method));
        } catch (IllegalArgumentException unwritable) {
            faults.add(where, "no schema can be written: " + unwritable.getMessage());
            return Optional.empty();
        }
    }

    private List<SchemaArgument> arguments(FeatureMethod method) {
        List<SchemaArgument> arguments = new ArrayList<>();
        Parameter[] declared = method.method().getParameters();
        for (int i = 0; i < declared.length; i++) {
            FeatureParameter argument = method.parameters().get(i);
            if (!argument.isArgument()) {
                continue;
            }
            ToolArg annotation = declared[i].getAnnotation(ToolArg.class);
            if (annotation == null) {
                faults.add(method.where(), "parameter " + argument.name() + " lacks @ToolArg(description)");
                continue;
            }
            String defaultValue = argument.defaultValue() == null ? null : annotation.defaultValue();
            arguments.add(new SchemaArgument(
                    argument.name(),
                    argument.description(),
                    argument.type(),
                    declared[i],
                    argument.required(),
                    defaultValue));
        }
        return arguments;
    }

    private @Nullable ObjectNode output(Tool declared, FeatureMethod method) {
        Class<?> stated = declared.outputSchema().from();
        if (stated != void.class) {
            return schemas.output(stated);
        }
        Type result = method.resultType();
        boolean unstructured = result == ToolResponse.class
                || result == String.class
                || result == void.class
                || result instanceof Class<?> type && Content.class.isAssignableFrom(type)
                || result.getTypeName().contains("<? extends " + Content.class.getName())
                || result.getTypeName().contains("<" + Content.class.getName());
        return unstructured ? null : schemas.output(result);
    }
}
