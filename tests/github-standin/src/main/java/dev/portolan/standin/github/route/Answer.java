package dev.portolan.standin.github.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.standin.github.view.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is answered: a status, a JSON body, and headers beside the usual ones. */
public record Answer(int status, JsonNode body, Map<String, String> headers) {

    private static final String DOCS = "https://docs.github.com/rest";

    public Answer {
        headers = Map.copyOf(headers);
    }

    static Answer ok(JsonNode body) {
        return new Answer(200, body, Map.of());
    }

    static Answer created(JsonNode body) {
        return new Answer(201, body, Map.of("Location", body.path("url").asText()));
    }

    /** An error as the API words it. */
    public static Answer error(int status, String message, String page) {
        ObjectNode body = Json.object();
        body.put("message", message).put("documentation_url", DOCS + page).put("status", String.valueOf(status));
        return new Answer(status, body, Map.of());
    }

    static Answer notFound() {
        return error(404, "Not Found", "");
    }

    static Answer unauthenticated() {
        return error(401, "Requires authentication", "");
    }

    /** A 422 that names what is wrong with which field. */
    static Answer invalid(String resource, String field, String code) {
        Answer error = error(422, "Validation Failed", "");
        ((ObjectNode) error.body())
                .putArray("errors")
                .addObject()
                .put("resource", resource)
                .put("field", field)
                .put("code", code);
        return error;
    }

    /** One page of a list, with the Link header that leads to the others. */
    static <T> Answer page(Request request, List<T> things, java.util.function.Function<T, ObjectNode> view) {
        Paging paging = Paging.of(request, things.size());
        return new Answer(200, Json.array(paging.slice(things), view), paging.headers(request));
    }

    /** One page of a search, which wraps its list. */
    static <T> Answer found(Request request, List<T> things, java.util.function.Function<T, ObjectNode> view) {
        Paging paging = Paging.of(request, things.size());
        ObjectNode body = Json.object().put("total_count", things.size()).put("incomplete_results", false);
        body.set("items", Json.array(paging.slice(things), view));
        return new Answer(200, body, paging.headers(request));
    }

    /** The same answer with one header more. */
    public Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, body, more);
    }
}
