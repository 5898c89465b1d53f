package dev.portolan.mcp.server.schema;

import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * One argument, as an input schema shows it.
 *
 * @param name the property
 * @param description the property's description
 * @param type the type of its value, {@code Optional} taken off
 * @param parameter where its constraints are declared
 * @param required whether it must be given
 * @param defaultValue text as it is for strings and enums, else JSON; null for none
 */
public record SchemaArgument(
        String name,
        String description,
        Type type,
        Parameter parameter,
        boolean required,
        @Nullable String defaultValue) {}
