package dev.portolan.conformance.question;

import dev.portolan.conformance.call.Documents;
import dev.portolan.conformance.call.FeatureCall;
import dev.portolan.conformance.call.Results;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What features ask of the client: input requests by their keys, refused if the client cannot answer them. */
public final class Questions {
    private static final Map<String, String> CAPABILITIES =
            Map.of("elicitation/create", "elicitation", "sampling/createMessage", "sampling", "roots/list", "roots");

    private final JsonObject fixed = Documents.read("questions.json").members();

    /** Asks fixed questions, named by their keys. */
    public JsonObject ask(FeatureCall call, String... keys) {
        JsonObject requests = JsonObject.empty();
        for (String key : keys) {
            requests.set(key, fixed(key));
        }
        return ask(call, requests, null);
    }

    /** Asks fixed questions and gives the client a state to bring back. */
    public JsonObject askWithState(FeatureCall call, String state, String... keys) {
        return ask(call, keys).set("requestState", state);
    }

    /**
     * Asks any questions.
     *
     * @throws dev.portolan.mcp.ProtocolError if the client did not declare that it can answer all of them
     */
    public JsonObject ask(FeatureCall call, JsonObject requests, @Nullable String state) {
        JsonObject missing = JsonObject.empty();
        for (String key : requests.names()) {
            String capability = capability(requests.get(key));
            if (!call.clientCapabilities().has(capability)) {
                missing.set(capability, JsonSlice.EMPTY_OBJECT);
            }
        }
        if (!missing.names().isEmpty()) {
            throw Results.missingCapability(missing);
        }
        JsonObject result =
                JsonObject.empty().set("resultType", "input_required").set("inputRequests", requests.toSlice());
        return state == null ? result : result.set("requestState", state);
    }

    /** The question under a key. */
    public JsonSlice fixed(String key) {
        JsonSlice question = fixed.get(key);
        if (question == null) {
            throw new IllegalArgumentException("no question " + key);
        }
        return question;
    }

    private static String capability(@Nullable JsonSlice question) {
        String method = question == null ? null : question.members().text("method");
        String capability = method == null ? null : CAPABILITIES.get(method);
        if (capability == null) {
            throw new IllegalArgumentException("no client answers " + method);
        }
        return capability;
    }
}
