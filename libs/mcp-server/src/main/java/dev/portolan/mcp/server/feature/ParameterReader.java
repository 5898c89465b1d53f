package dev.portolan.mcp.server.feature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.portolan.mcp.server.Cancellation;
import dev.portolan.mcp.server.CompleteArg;
import dev.portolan.mcp.server.CompleteContext;
import dev.portolan.mcp.server.Progress;
import dev.portolan.mcp.server.ProgressToken;
import dev.portolan.mcp.server.PromptArg;
import dev.portolan.mcp.server.RequestUri;
import dev.portolan.mcp.server.ResourceTemplateArg;
import dev.portolan.mcp.server.ToolArg;
import dev.portolan.mcp.server.schema.SchemaArgument;
import dev.portolan.mcp.server.schema.SchemaWriter;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one parameter of a feature method; what does not fit the kind of feature becomes a fault. */
final class ParameterReader {
    private static final Map<Class<?>, FeatureParameter.Kind> FRAMEWORK = Map.of(
            Progress.class, FeatureParameter.Kind.PROGRESS,
            ProgressToken.class, FeatureParameter.Kind.PROGRESS_TOKEN,
            Cancellation.class, FeatureParameter.Kind.CANCELLATION,
            RequestUri.class, FeatureParameter.Kind.REQUEST_URI,
            CompleteContext.class, FeatureParameter.Kind.COMPLETE_CONTEXT);

    private final SchemaWriter schemas;
    private final DeclarationFaults faults;

    ParameterReader(SchemaWriter schemas, DeclarationFaults faults) {
        this.schemas = schemas;
        this.faults = faults;
    }

    /** @param allowed the kinds beside arguments that the feature has */
    FeatureParameter read(String where, Parameter parameter, Set<FeatureParameter.Kind> allowed) {
        FeatureParameter.Kind kind = FRAMEWORK.get(parameter.getType());
        if (kind != null) {
            faults.addIf(!allowed.contains(kind), where, parameter.getType().getSimpleName() + " is not given here");
            return FeatureParameter.framework(kind, parameter.getName(), parameter.getType());
        }
        ToolArg tool = parameter.getAnnotation(ToolArg.class);
        if (tool != null) {
            faults.addIf(
                    tool.description().isBlank(), where, "argument " + parameter.getName() + " has no description");
            return toolArgument(where, parameter, tool);
        }
        PromptArg prompt = parameter.getAnnotation(PromptArg.class);
        if (prompt != null) {
            faults.addIf(
                    prompt.description().isBlank(), where, "argument " + parameter.getName() + " has no description");
            return promptArgument(parameter, prompt);
        }
        return text(parameter, plainName(parameter));
    }

    private static String plainName(Parameter parameter) {
        CompleteArg complete = parameter.getAnnotation(CompleteArg.class);
        if (complete != null) {
            return named(complete.name(), parameter);
        }
        ResourceTemplateArg variable = parameter.getAnnotation(ResourceTemplateArg.class);
        return variable == null ? parameter.getName() : variable.name();
    }

    private FeatureParameter toolArgument(String where, Parameter parameter, ToolArg declared) {
        Map.Entry<Type, Boolean> type = SchemaWriter.withoutOptional(parameter.getParameterizedType());
        String name = named(declared.name(), parameter);
        JsonNode defaultValue = null;
        if (!declared.defaultValue().isEmpty()) {
            try {
                defaultValue = schemas.defaultValue(new SchemaArgument(
                        name, declared.description(), type.getKey(), parameter, false, declared.defaultValue()));
            } catch (IllegalArgumentException notJson) {
                faults.add(where, "default of argument " + name + " is not JSON");
            }
        }
        boolean required =
                declared.required() && declared.defaultValue().isEmpty() && !type.getValue() && !isNullable(parameter);
        boolean unanswerable = !required && !type.getValue() && defaultValue == null;
        faults.addIf(
                unanswerable && parameter.getType().isPrimitive(),
                where,
                "argument " + name + " is not required and has no default, so it cannot be "
                        + parameter.getType().getSimpleName());
        return new FeatureParameter(
                FeatureParameter.Kind.ARGUMENT,
                name,
                "",
                declared.description(),
                type.getKey(),
                type.getValue(),
                required,
                defaultValue);
    }

    private static FeatureParameter promptArgument(Parameter parameter, PromptArg declared) {
        Map.Entry<Type, Boolean> type = SchemaWriter.withoutOptional(parameter.getParameterizedType());
        String text = declared.defaultValue();
        @Nullable JsonNode defaultValue = text.isEmpty() ? null : TextNode.valueOf(text);
        boolean required = declared.required() && defaultValue == null && !type.getValue() && !isNullable(parameter);
        return new FeatureParameter(
                FeatureParameter.Kind.ARGUMENT,
                named(declared.name(), parameter),
                declared.title(),
                declared.description(),
                type.getKey(),
                type.getValue(),
                required,
                defaultValue);
    }

    private static FeatureParameter text(Parameter parameter, String name) {
        Map.Entry<Type, Boolean> type = SchemaWriter.withoutOptional(parameter.getParameterizedType());
        return new FeatureParameter(
                FeatureParameter.Kind.ARGUMENT, name, "", "", type.getKey(), type.getValue(), true, null);
    }

    private static String named(String declared, Parameter parameter) {
        return declared.equals(ToolArg.ELEMENT_NAME) ? parameter.getName() : declared;
    }

    private static boolean isNullable(Parameter parameter) {
        return parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }
}
