package dev.portolan.connector.db.value;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A value as JSON. What a JSON number cannot carry through every client (int8, numeric: 53 bits are common) is a
 * string; {@code NaN} and the infinities are strings; bytea is base64; times are ISO 8601; json and jsonb are JSON with
 * every digit kept; arrays are arrays. Everything else (ranges, intervals, enums, composites …) is PostgreSQL's text.
 */
public final class JsonValues {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectReader READER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readerFor(JsonNode.class);

    private static final Set<String> INTEGERS = Set.of("int2", "int4", "oid");
    private static final Set<String> FLOATS = Set.of("float4", "float8");
    private static final Set<String> NOT_FINITE = Set.of("NaN", "Infinity", "-Infinity");
    private static final Set<String> TIMES = Set.of("timestamptz", "timestamp", "date");
    private static final Set<String> DOCUMENTS = Set.of("json", "jsonb");

    private JsonValues() {}

    /**
     * The value.
     *
     * @param type PostgreSQL's name, arrays with {@code []}
     * @param text PostgreSQL's text form
     */
    public static JsonNode of(String type, @Nullable String text) {
        if (text == null) {
            return JSON.nullNode();
        }
        if (type.endsWith("[]")) {
            return array(type.substring(0, type.length() - 2), text);
        }
        if (type.equals("bool")) {
            return JSON.booleanNode(text.equals("t"));
        }
        if (INTEGERS.contains(type)) {
            return JSON.numberNode(Long.parseLong(text));
        }
        if (FLOATS.contains(type) && !NOT_FINITE.contains(text)) {
            return DecimalNode.valueOf(new BigDecimal(text));
        }
        if (TIMES.contains(type)) {
            return JSON.textNode(IsoTimes.of(text));
        }
        if (DOCUMENTS.contains(type)) {
            return document(text);
        }
        return JSON.textNode(type.equals("bytea") && text.startsWith("\\x") ? base64(text) : text);
    }

    private static JsonNode array(String type, String text) {
        // box is the one type whose arrays are not separated by commas
        return type.equals("box")
                ? JSON.textNode(text)
                : ArrayLiteral.read(text)
                        .map(elements -> (JsonNode) elements(type, elements))
                        .orElseGet(() -> JSON.textNode(text));
    }

    private static ArrayNode elements(String type, List<@Nullable Object> elements) {
        ArrayNode array = JSON.arrayNode(elements.size());
        for (Object element : elements) {
            if (element instanceof List<?> nested) {
                @SuppressWarnings("unchecked")
                List<@Nullable Object> inner = (List<@Nullable Object>) nested;
                array.add(elements(type, inner));
            } else {
                array.add(of(type, (String) element));
            }
        }
        return array;
    }

    private static JsonNode document(String text) {
        try {
            return READER.readValue(text);
        } catch (JsonProcessingException deeperOrLongerThanJacksonReads) {
            return JSON.textNode(text);
        }
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex, 2, hex.length()));
    }
}
