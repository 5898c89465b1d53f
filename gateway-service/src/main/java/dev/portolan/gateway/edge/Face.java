package dev.portolan.gateway.edge;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Gateway;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.revision.Wording;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.MetaKey;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The form an answer takes in the era of its caller. */
public enum Face {
    MODERN {
        @Override
        JsonObject result(JsonObject members) {
            JsonSlice meta = members.get("_meta");
            JsonObject said = meta == null ? JsonObject.empty() : meta.members();
            if (!said.has(MetaKey.SERVER_INFO)) {
                said.set(MetaKey.SERVER_INFO, Gateway.INFO);
            }
            return members.set("_meta", said.toSlice());
        }

        @Override
        int status(long code, int otherwise) {
            return ErrorCode.httpStatus(code, otherwise);
        }

        @Override
        long code(long code, String method) {
            return code;
        }
    },
    LEGACY {
        @Override
        JsonObject result(JsonObject members) {
            members.remove("resultType").remove("ttlMs").remove("cacheScope");
            JsonSlice meta = members.get("_meta");
            if (meta != null) {
                JsonObject said = meta.members();
                List.copyOf(said.names()).stream()
                        .filter(name -> name.startsWith(MetaKey.RESERVED_PREFIX))
                        .forEach(said::remove);
                members.set("_meta", said.toSlice());
            }
            return members;
        }

        @Override
        int status(long code, int otherwise) {
            return otherwise;
        }

        @Override
        long code(long code, String method) {
            boolean noSuchResource = code == ErrorCode.INVALID_PARAMS
                    && (method.equals(McpMethod.RESOURCES_READ) || method.equals(McpMethod.SUBSCRIBE));
            return noSuchResource
                    ? ErrorCode.LEGACY_RESOURCE_NOT_FOUND
                    : MODERN_ONLY.contains(code) ? ErrorCode.INTERNAL_ERROR : code;
        }
    };

    private static final Set<Long> MODERN_ONLY =
            Set.of((long) ErrorCode.HEADER_MISMATCH, (long) ErrorCode.MISSING_CLIENT_CAPABILITY, (long)
                    ErrorCode.UNSUPPORTED_PROTOCOL_VERSION);

    /** The face toward a caller of that revision. */
    static Face toward(Revision revision) {
        return revision.isModern() ? MODERN : LEGACY;
    }

    /** A result as this era writes it. */
    abstract JsonObject result(JsonObject result);

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
    public record Written(int status, JsonSlice message) {}

    /** What an answer answers. */
    public record Question(
            Revision revision, String method, @Nullable JsonRpcId id) {
        /** Nothing that could be read. */
        public static final Question NONE = new Question(Revision.V2026_07_28, "", null);

        public static Question of(Asked asked) {
            return new Question(
                    asked.revision(), asked.message().method(), asked.message().id());
        }

        /** Of what did not get as far as a revision, nor maybe a message: what is none may have an id all the same. */
        public static Question of(@Nullable Message message, Throwable why) {
            if (message != null) {
                return new Question(Revision.V2026_07_28, message.method(), message.id());
            }
            return why instanceof ProtocolError fault ? new Question(Revision.V2026_07_28, "", fault.id()) : NONE;
        }
    }

    /** Writes an answer. */
    public static Written write(Answer answer, Question question) {
        return toward(question.revision()).written(answer, question);
    }

    /** Writes the answers to all requests of a batch, in their order. */
    static JsonSlice write(List<Answer> answers, List<Asked> calls) {
        List<JsonSlice> messages = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            messages.add(write(answers.get(i), Question.of(calls.get(i))).message());
        }
        return JsonObject.array(messages);
    }

    private Written written(Answer answer, Question question) {
        String method = question.method();
        JsonRpcId id = question.id();
        CallRefused refused = answer.refused();
        if (refused != null) {
            return refusal(refused, question);
        }
        JsonSlice error = answer.error();
        if (error != null) {
            return error(error, method, id);
        }
        JsonSlice result = answer.result();
        if (result == null || id == null) {
            throw new IllegalStateException("an answer is a result, an error or a refusal, and results have an id");
        }
        return new Written(200, JsonRpc.result(id, said(result.members(), question)));
    }

    private JsonSlice said(JsonObject result, Question question) {
        return Wording.of(question.revision())
                .result(question.method(), result(result))
                .toSlice();
    }

    private Written refusal(CallRefused refused, Question question) {
        String method = question.method();
        JsonRpcId id = question.id();
        if (refused.refusal().forTheModel() && method.equals(McpMethod.TOOLS_CALL) && id != null) {
            return new Written(200, JsonRpc.result(id, said(toolError(refused), question)));
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
    private static JsonObject toolError(CallRefused refused) {
        JsonObject text = JsonObject.empty().set("type", "text").set("text", refused.text());
        return JsonObject.empty()
                .set("resultType", "complete")
                .set("content", JsonObject.array(List.of(text.toSlice())))
                .set("isError", true);
    }
}
