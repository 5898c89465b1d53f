package dev.portolan.mcp.server.schema;

import com.fasterxml.classmate.ResolvedType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.victools.jsonschema.generator.CustomDefinition;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;
import com.github.victools.jsonschema.module.jakarta.validation.JakartaValidationModule;
import jakarta.validation.constraints.Pattern;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON Schemas (2020-12, the dialect MCP assumes where none is named) from Java types. Members come in the
 * order of their declaration; {@code @Nullable} and {@code Optional} ones are not required, all others are.
 */
public final class SchemaWriter {
    private static final String DEFINITIONS = "$defs";

    private final ObjectMapper mapper;
    private final SchemaGenerator inputs;
    private final SchemaGenerator outputs;

    /** @param mapper the one that reads arguments and writes results, so that names agree */
    public SchemaWriter(ObjectMapper mapper) {
        this.mapper = mapper;
        this.inputs = generator(mapper, true);
        this.outputs = generator(mapper, false);
    }

    /**
     * The schema of an object with these properties and no others.
     *
     * @throws IllegalArgumentException if a default is no JSON of its argument's kind
     */
    public ObjectNode input(List<SchemaArgument> arguments) {
        ObjectNode schema = mapper.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = mapper.createArrayNode();
        SchemaBuilder builder = inputs.buildMultipleSchemaDefinitions();
        for (SchemaArgument argument : arguments) {
            ObjectNode property = builder.createSchemaReference(argument.type());
            ArgumentConstraints.write(argument.parameter().getAnnotatedType(), property);
            JsonNode defaultValue = defaultValue(argument);
            if (defaultValue != null) {
                property.set("default", defaultValue);
            }
            property.put("description", argument.description());
            properties.set(argument.name(), property);
            if (argument.required()) {
                required.add(argument.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        schema.put("additionalProperties", false);
        ObjectNode definitions = builder.collectDefinitions(DEFINITIONS);
        if (!definitions.isEmpty()) {
            schema.set(DEFINITIONS, definitions);
        }
        return schema;
    }

    /** The schema of values of that type. */
    public ObjectNode output(Type type) {
        return outputs.generateSchema(type);
    }

    /**
     * The default of an argument as JSON, or null if it has none.
     *
     * @throws IllegalArgumentException if it is no JSON where it must be
     */
    public @Nullable JsonNode defaultValue(SchemaArgument argument) {
        String text = argument.defaultValue();
        if (text == null) {
            return null;
        }
        if (argument.type() == String.class || argument.type() instanceof Class<?> type && type.isEnum()) {
            return TextNode.valueOf(text);
        }
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("default of " + argument.name() + " is not JSON", malformed);
        }
    }

    private static SchemaGenerator generator(ObjectMapper mapper, boolean closed) {
        SchemaGeneratorConfigBuilder config = new SchemaGeneratorConfigBuilder(
                        mapper, SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
                .with(new JacksonModule(
                        JacksonOption.FLATTENED_ENUMS_FROM_JSONPROPERTY, JacksonOption.RESPECT_JSONPROPERTY_ORDER))
                .with(new JakartaValidationModule())
                .with(Option.MAP_VALUES_AS_ADDITIONAL_PROPERTIES)
                .with(Option.PLAIN_DEFINITION_KEYS, Option.DUPLICATE_MEMBER_ATTRIBUTE_CLEANUP_AT_THE_END)
                .without(Option.SCHEMA_VERSION_INDICATOR, Option.FLATTENED_OPTIONALS);
        if (closed) {
            config.with(Option.FORBIDDEN_ADDITIONAL_PROPERTIES_BY_DEFAULT);
        }
        config.forTypesInGeneral()
                .withPropertySorter((first, second) -> 0)
                .withCustomDefinitionProvider((type, context) -> acceptsAnything(type.getErasedType())
                        ? new CustomDefinition(
                                context.getGeneratorConfig().createObjectNode(),
                                CustomDefinition.DefinitionType.INLINE,
                                CustomDefinition.AttributeInclusion.YES)
                        : null);
        config.forFields()
                .withTargetTypeOverridesResolver(SchemaWriter::held)
                // In arguments null may stand for "not given"; results leave out what is not there.
                .withNullableCheck(field -> closed && !isRequired(field))
                .withRequiredCheck(SchemaWriter::isRequired)
                .withStringPatternResolver(SchemaWriter::pattern);
        return new SchemaGenerator(config.build());
    }

    private static boolean acceptsAnything(Class<?> type) {
        return type == Object.class || JsonNode.class.isAssignableFrom(type);
    }

    private static @Nullable List<ResolvedType> held(FieldScope field) {
        return field.getType().getErasedType() == Optional.class
                ? List.of(field.getTypeParameterFor(Optional.class, 0))
                : null;
    }

    private static boolean isRequired(FieldScope field) {
        boolean nullable = field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
        return !nullable && field.getRawMember().getType() != Optional.class;
    }

    private static @Nullable String pattern(FieldScope field) {
        Pattern pattern = field.isFakeContainerItemScope()
                ? field.getContainerItemAnnotationConsideringFieldAndGetterIfSupported(Pattern.class)
                : field.getAnnotationConsideringFieldAndGetterIfSupported(Pattern.class);
        return pattern == null ? null : ArgumentConstraints.anchored(pattern);
    }

    /** What an argument's type says beyond itself: {@code Optional<T>} stands for {@code T}. */
    public static Map.Entry<Type, Boolean> withoutOptional(Type type) {
        if (type instanceof ParameterizedType generic && generic.getRawType() == Optional.class) {
            return Map.entry(generic.getActualTypeArguments()[0], true);
        }
        return Map.entry(type, false);
    }
}
