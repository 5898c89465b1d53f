package dev.portolan.gateway.edge;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Gateway;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.MetaKey;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The form an answer takes in the era of its caller. */
enum Face {
    MODERN {
        @Override
        JsonSlice result(JsonSlice result) {
            JsonObject members = result.members();
            JsonSlice meta = members.get("_meta");
            JsonObject said = meta == null ? JsonObject.empty() : meta.members();
            return members.set(
                            "_meta", said.set(MetaKey.SERVER_INFO, Gateway.INFO).toSlice())
                    .toSlice();
        }

        @Override
        int status(long code, int otherwise) {
            if (code == ErrorCode.METHOD_NOT_FOUND) {
                return 404;
            }
            boolean prescribed = code == ErrorCode.HEADER_MISMATCH
                    || code == ErrorCode.MISSING_CLIENT_CAPABILITY
                    || code == ErrorCode.UNSUPPORTED_PROTOCOL_VERSION;
            return prescribed ? 400 : otherwise;
        }

        @Override
        long code(long code, String method) {
            return code;
        }
    },
    LEGACY {
        @Override
        JsonSlice result(JsonSlice result) {
            JsonObject members = result.members();
            members.remove("resultType").remove("ttlMs").remove("cacheScope");
            JsonSlice meta = members.get("_meta");
            if (meta != null) {
                JsonObject said = meta.members();
                List.copyOf(said.names()).stream()
                        .filter(name -> name.startsWith(MetaKey.RESERVED_PREFIX))
                        .forEach(said::remove);
                members.set("_meta", said.toSlice());
            }
            return members.toSlice();
        }

        @Override
        int status(long code, int otherwise) {
            return otherwise;
        }

        @Override
        long code(long code, String method) {
            boolean noSuchResource = code == ErrorCode.INVALID_PARAMS && method.equals(McpMethod.RESOURCES_READ);
            return noSuchResource
                    ? ErrorCode.LEGACY_RESOURCE_NOT_FOUND
                    : MODERN_ONLY.contains(code) ? ErrorCode.INTERNAL_ERROR : code;
        }
    };

    private static final Set<Long> MODERN_ONLY =
            Set.of((long) ErrorCode.HEADER_MISMATCH, (long) ErrorCode.MISSING_CLIENT_CAPABILITY, (long)
                    ErrorCode.UNSUPPORTED_PROTOCOL_VERSION);

    /** A result as this era writes it. */
    abstract JsonSlice result(JsonSlice result);

    /** The HTTP status this era prescribes for an error code. */
    abstract int status(long code, int otherwise);

    /** The error code this era uses for what the newest calls {@code code}. */
    abstract long code(long code, String method);

    /**
     * An answer as HTTP carries it.
     *
     * @param status HTTP status
     * @param message the JSON-RPC message
     */
    record Written(int status, JsonSlice message) {}

    /** Writes an answer to a request of that method and id. */
    Written write(Answer answer, String method, @Nullable JsonRpcId id) {
        CallRefused refused = answer.refused();
        if (refused != null) {
            return write(refused, method, id);
        }
        JsonSlice error = answer.error();
        if (error != null) {
            return error(error, method, id);
        }
        JsonSlice result = answer.result();
        if (result == null || id == null) {
            throw new IllegalStateException("an answer is a result, an error or a refusal, and results have an id");
        }
        return new Written(200, JsonRpc.result(id, result(result)));
    }

    private Written write(CallRefused refused, String method, @Nullable JsonRpcId id) {
        if (refused.refusal().forTheModel() && method.equals(McpMethod.TOOLS_CALL) && id != null) {
            return new Written(200, JsonRpc.result(id, result(toolError(refused))));
        }
        long code = refused.refusal() == Refusal.MALFORMED ? refused.code() : code(refused.code(), method);
        JsonSlice message = JsonRpc.error(id, (int) code, refused.text(), refused.data());
        return new Written(status(refused.code(), refused.httpStatus()), message);
    }

    private Written error(JsonSlice error, String method, @Nullable JsonRpcId id) {
        JsonObject members = error.members();
        JsonSlice stated = members.get("code");
        Long number = stated == null ? null : stated.integer();
        long given = number == null ? ErrorCode.INTERNAL_ERROR : number;
        JsonSlice message = JsonRpc.error(
                id, (int) code(given, method), String.valueOf(members.text("message")), members.get("data"));
        return new Written(status(given, 200), message);
    }

    /** A refusal the model can act on: the result of a tool that failed. */
    private static JsonSlice toolError(CallRefused refused) {
        JsonObject text = JsonObject.empty().set("type", "text").set("text", refused.text());
        return JsonObject.empty()
                .set("resultType", "complete")
                .set("content", JsonObject.array(List.of(text.toSlice())))
                .set("isError", true)
                .toSlice();
    }
}
