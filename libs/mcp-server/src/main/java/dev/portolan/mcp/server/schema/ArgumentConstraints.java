package dev.portolan.mcp.server.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the constraints declared on a parameter, and on what its {@code Optional} or collection holds, into its
 * schema; those on record components come by themselves.
 */
final class ArgumentConstraints {
    private ArgumentConstraints() {}

    static void write(AnnotatedType declared, ObjectNode property) {
        own(declared, property);
        if (declared instanceof AnnotatedParameterizedType generic
                && declared.getType() instanceof ParameterizedType type
                && type.getRawType() instanceof Class<?> raw) {
            AnnotatedType held = generic.getAnnotatedActualTypeArguments()[0];
            if (raw == Optional.class) {
                write(held, property);
            } else if (Collection.class.isAssignableFrom(raw) && property.get("items") instanceof ObjectNode items) {
                write(held, items);
            }
        }
    }

    private static void own(AnnotatedType declared, ObjectNode property) {
        Min min = declared.getAnnotation(Min.class);
        if (min != null) {
            property.put("minimum", min.value());
        }
        Max max = declared.getAnnotation(Max.class);
        if (max != null) {
            property.put("maximum", max.value());
        }
        Pattern pattern = declared.getAnnotation(Pattern.class);
        if (pattern != null) {
            property.put("pattern", anchored(pattern));
        }
        if (declared.isAnnotationPresent(NotBlank.class)) {
            property.put("pattern", "\\S");
        }
        size(declared.getAnnotation(Size.class), property);
    }

    private static void size(@Nullable Size size, ObjectNode property) {
        if (size == null) {
            return;
        }
        boolean text = "string".equals(property.path("type").asText());
        if (size.min() > 0) {
            property.put(text ? "minLength" : "minItems", size.min());
        }
        if (size.max() < Integer.MAX_VALUE) {
            property.put(text ? "maxLength" : "maxItems", size.max());
        }
    }

    /** {@code @Pattern} means the whole text, {@code pattern} any part of it. */
    static String anchored(Pattern pattern) {
        return "^(?:" + pattern.regexp() + ")$";
    }
}
