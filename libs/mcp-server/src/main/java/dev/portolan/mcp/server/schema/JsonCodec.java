package dev.portolan.mcp.server.schema;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;

/**
 * Reads arguments and writes results, with the connector's own mapper. Members without a value are left out, so that
 * a result says "absent" as its schema does; nulls inside maps and lists are data and stay.
 */
public final class JsonCodec {
    private final ObjectMapper mapper;

    public JsonCodec(ObjectMapper connectors) {
        this.mapper = connectors
                .copy()
                .setDefaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS));
    }

    public ObjectMapper mapper() {
        return mapper;
    }

    /** A value as a tree. */
    public JsonNode tree(Object value) {
        return mapper.valueToTree(value);
    }

    /** A tree as bytes. */
    public byte[] bytes(JsonNode tree) {
        try {
            return mapper.writeValueAsBytes(tree);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("a tree that cannot be written", impossible);
        }
    }

    /**
     * Reads JSON that was checked to be well-formed.
     *
     * @throws UncheckedIOException if it is not
     */
    public JsonNode read(byte[] json) {
        try {
            return mapper.readTree(json);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /**
     * A tree as a value of that type.
     *
     * @throws JsonProcessingException if the type does not take it
     */
    public Object bind(JsonNode tree, Type type) throws JsonProcessingException {
        return mapper.treeToValue(tree, mapper.constructType(type));
    }
}
