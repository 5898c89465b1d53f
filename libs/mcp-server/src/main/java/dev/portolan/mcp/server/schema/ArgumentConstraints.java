package dev.portolan.mcp.server.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.reflect.Parameter;
import org.jspecify.annotations.Nullable;

/** Writes the constraints declared on a parameter into its schema; those on record components come by themselves. */
final class ArgumentConstraints {
    private ArgumentConstraints() {}

    static void write(Parameter parameter, ObjectNode property) {
        Min min = parameter.getAnnotation(Min.class);
        if (min != null) {
            property.put("minimum", min.value());
        }
        Max max = parameter.getAnnotation(Max.class);
        if (max != null) {
            property.put("maximum", max.value());
        }
        Pattern pattern = parameter.getAnnotation(Pattern.class);
        if (pattern != null) {
            property.put("pattern", "^(?:" + pattern.regexp() + ")$");
        }
        if (parameter.isAnnotationPresent(NotBlank.class)) {
            property.put("pattern", "\\S");
        }
        size(parameter.getAnnotation(Size.class), property);
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
}
