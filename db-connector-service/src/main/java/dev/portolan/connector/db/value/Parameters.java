package dev.portolan.connector.db.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values for {@code $1…} in PostgreSQL's text form. The server knows the type each one is used as and reads the text
 * accordingly, so {@code "2026-11-20"} is a date where a date is compared. An array of plain values becomes an array,
 * any other structure a JSON document; a jsonb array is given as a string.
 */
public final class Parameters {
    private Parameters() {}

    /** One text for each value; null is NULL. */
    public static List<@Nullable String> textForms(List<JsonNode> values) {
        List<@Nullable String> texts = new ArrayList<>();
        for (JsonNode value : values) {
            texts.add(textForm(value));
        }
        return texts;
    }

    private static @Nullable String textForm(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        if (value.isArray() && isPlain(value)) {
            List<@Nullable String> elements = new ArrayList<>();
            value.forEach(element -> elements.add(textForm(element)));
            return ArrayLiteral.write(elements);
        }
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    private static boolean isPlain(JsonNode array) {
        for (JsonNode element : array) {
            if (element.isContainerNode()) {
                return false;
            }
        }
        return true;
    }
}
