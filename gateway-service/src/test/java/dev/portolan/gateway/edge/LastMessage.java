package dev.portolan.gateway.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The message that an answer is, or the last one of it: what takes long is answered as a stream. */
final class LastMessage {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String DATA = "data: ";

    private LastMessage() {}

    static JsonNode of(String body) throws JsonProcessingException {
        boolean stream = !body.startsWith("{") && !body.startsWith("[");
        return JSON.readTree(stream ? body.substring(body.lastIndexOf(DATA) + DATA.length()) : body);
    }
}
