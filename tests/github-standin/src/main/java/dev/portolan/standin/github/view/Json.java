package dev.portolan.standin.github.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How JSON is made here. */
public final class Json {

    /** Reads and writes all bodies. */
    public static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static <T> ArrayNode array(List<T> things, Function<T, ? extends JsonNode> view) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        things.forEach(thing -> array.add(view.apply(thing)));
        return array;
    }

    static @Nullable String time(@Nullable Instant instant) {
        return instant == null
                ? null
                : instant.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString();
    }

    static String node(String kind, long id) {
        return java.util.Base64.getEncoder().encodeToString((kind + id).getBytes(StandardCharsets.UTF_8));
    }
}
