package dev.portolan.connector.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What came back.
 *
 * @param status the HTTP status
 * @param headers the response headers
 * @param messages the JSON-RPC messages: one, or on an event stream all of them in order; none for an empty body
 */
public record Reply(int status, Map<String, List<String>> headers, List<JsonNode> messages) {
    /** The answer: the last message. */
    public JsonNode answer() {
        if (messages.isEmpty()) {
            throw new AssertionError("no JSON-RPC message in the answer, HTTP " + status);
        }
        return messages.get(messages.size() - 1);
    }

    /** The {@code result} of the answer; missing if it is an error. */
    public JsonNode result() {
        return answer().path("result");
    }

    /** The {@code error} of the answer; missing if it is a result. */
    public JsonNode error() {
        return answer().path("error");
    }

    /** A header by its lower-case name; empty if there is none. */
    public String header(String name) {
        return String.join(", ", headers.getOrDefault(name, List.of()));
    }
}
