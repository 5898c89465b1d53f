package dev.portolan.conformance.question;

import dev.portolan.conformance.call.FeatureCall;
import dev.portolan.conformance.call.Results;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import org.jspecify.annotations.Nullable;

/** What the client answered to the questions of the round before. */
public final class Answers {
    private final JsonObject byKey;

    private Answers(JsonObject byKey) {
        this.byKey = byKey;
    }

    /**
     * Reads the answers that came with a request; none if it carries none.
     *
     * @throws dev.portolan.mcp.ProtocolError if they are not objects by key
     */
    public static Answers of(FeatureCall call) {
        JsonSlice given = call.params().get("inputResponses");
        if (given == null) {
            return new Answers(JsonObject.empty());
        }
        if (!given.isObject()) {
            throw Results.invalidParams("inputResponses must be an object");
        }
        JsonObject byKey = given.members();
        for (String key : byKey.names()) {
            JsonSlice answer = byKey.get(key);
            if (answer == null || !answer.isObject()) {
                throw Results.invalidParams("every member of inputResponses must be an object");
            }
        }
        return new Answers(byKey);
    }

    /** Whether all these were answered. */
    public boolean has(String... keys) {
        for (String key : keys) {
            if (!byKey.has(key)) {
                return false;
            }
        }
        return true;
    }

    /** What lies under a key and the members below it, or null. */
    public @Nullable JsonSlice at(String key, String... path) {
        JsonSlice found = byKey.get(key);
        for (String member : path) {
            found = found == null ? null : found.member(member);
        }
        return found;
    }

    /** The string under a key and the members below it, or null. */
    public @Nullable String text(String key, String... path) {
        JsonSlice found = at(key, path);
        return found == null ? null : found.text();
    }
}
