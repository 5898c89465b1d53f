package dev.portolan.mcp;

import org.jspecify.annotations.Nullable;

/**
 * One JSON-RPC message, opened as far as routing needs: what it is, its id, its method, and where its parameters lie.
 */
public final class Message {
    /** What a message is. */
    public enum Kind {
        REQUEST,
        NOTIFICATION,
        RESPONSE
    }

    private final Kind kind;
    private final @Nullable JsonRpcId id;
    private final String method;
    private final JsonObject members;
    private final JsonObject params;
    private final RequestMeta meta;

    private Message(Kind kind, @Nullable JsonRpcId id, String method, JsonObject members) {
        this.kind = kind;
        this.id = id;
        this.method = method;
        this.members = members;
        JsonSlice given = members.get("params");
        this.params = given == null ? JsonObject.empty() : given.members();
        this.meta = new RequestMeta(params.get("_meta"));
    }

    /**
     * Reads one message.
     *
     * @throws ProtocolError if the bytes are no JSON, or no single JSON-RPC 2.0 message
     */
    public static Message read(byte[] body, JsonLimits limits) {
        return of(JsonSlice.parse(body, limits));
    }

    /**
     * Opens a message that was parsed before.
     *
     * @throws ProtocolError if it is not a single JSON-RPC 2.0 message
     */
    public static Message of(JsonSlice json) {
        if (!json.isObject()) {
            throw invalid(json.isArray() ? "batches are not part of this revision" : "a message is a JSON object");
        }
        JsonObject members = json.members();
        JsonRpcId id = idOf(members.get("id"));
        if (!"2.0".equals(members.text("jsonrpc"))) {
            throw invalid("jsonrpc must be \"2.0\"").about(id);
        }
        if (members.has("method")) {
            return call(members, id);
        }
        if (members.has("result") == members.has("error") || (id == null && members.has("result"))) {
            throw invalid("neither a request (method) nor a response (result or error)")
                    .about(id);
        }
        return new Message(Kind.RESPONSE, id, "", members);
    }

    private static Message call(JsonObject members, @Nullable JsonRpcId id) {
        String method = members.text("method");
        if (method == null || method.isEmpty()) {
            throw invalid("method must be a non-empty string").about(id);
        }
        JsonSlice params = members.get("params");
        if (params != null && !params.isObject()) {
            throw invalid("params must be an object").about(id);
        }
        JsonSlice meta = params == null ? null : params.member("_meta");
        if (meta != null && !meta.isObject()) {
            throw new ProtocolError(400, ErrorCode.INVALID_PARAMS, "params._meta must be an object").about(id);
        }
        return new Message(id == null ? Kind.NOTIFICATION : Kind.REQUEST, id, method, members);
    }

    private static @Nullable JsonRpcId idOf(@Nullable JsonSlice id) {
        if (id == null) {
            return null;
        }
        if (!id.isText() && !id.isInteger()) {
            throw invalid("id must be a string or an integer");
        }
        return new JsonRpcId(id.json());
    }

    private static ProtocolError invalid(String what) {
        return new ProtocolError(400, ErrorCode.INVALID_REQUEST, "not a JSON-RPC message: " + what);
    }

    public Kind kind() {
        return kind;
    }

    /** The id, or null for a notification and for an error response to something unreadable. */
    public @Nullable JsonRpcId id() {
        return id;
    }

    /**
     * The id of a request.
     *
     * @throws IllegalStateException if this is not a request
     */
    public JsonRpcId requestId() {
        if (id == null) {
            throw new IllegalStateException("not a request");
        }
        return id;
    }

    /** The method; empty for a response. */
    public String method() {
        return method;
    }

    /** The parameters; no members if there are none. */
    public JsonObject params() {
        return params;
    }

    /** What the request says about itself. */
    public RequestMeta meta() {
        return meta;
    }

    /** The result of a response, or null. */
    public @Nullable JsonSlice result() {
        return members.get("result");
    }

    /** The error of a response, or null. */
    public @Nullable JsonSlice error() {
        return members.get("error");
    }
}
