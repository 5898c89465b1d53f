package dev.portolan.connector.db.mcp;

import dev.portolan.connector.db.failure.DatabaseFailure;
import dev.portolan.connector.db.failure.FailureCode;
import dev.portolan.mcp.server.JsonRpcErrorCodes;
import dev.portolan.mcp.server.McpException;
import dev.portolan.mcp.server.RequestUri;
import dev.portolan.mcp.server.Tool;
import dev.portolan.mcp.server.ToolCallException;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gives a {@link DatabaseFailure} the form of the feature it ended: a tool's error, or a JSON-RPC error. */
@DatabaseEdge
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class FailureAnswers {
    private static final String META_KEY = "dev.portolan/error";

    @AroundInvoke
    Object answer(InvocationContext call) throws Exception {
        try {
            return call.proceed();
        } catch (DatabaseFailure failure) {
            Map<String, Object> facts = facts(failure);
            if (call.getMethod().isAnnotationPresent(Tool.class)) {
                throw new ToolCallException(text(failure), Map.of(META_KEY, facts));
            }
            for (Object parameter : call.getParameters()) {
                if (parameter instanceof RequestUri uri) {
                    facts.put("uri", uri.value());
                }
            }
            throw new McpException(text(failure), code(failure.code()), facts);
        }
    }

    private static int code(FailureCode code) {
        return switch (code) {
            case UNKNOWN_SOURCE, UNKNOWN_TABLE, UNDEFINED_TABLE -> JsonRpcErrorCodes.RESOURCE_NOT_FOUND;
            case UNAVAILABLE, BUSY, TOO_MANY_CONNECTIONS, SOURCE_REFUSED, INTERNAL -> JsonRpcErrorCodes.INTERNAL_ERROR;
            default -> JsonRpcErrorCodes.INVALID_PARAMS;
        };
    }

    private static String text(DatabaseFailure failure) {
        StringBuilder text = new StringBuilder(failure.code().wireName())
                .append(": ")
                .append(failure.sentence())
                .append(' ')
                .append(failure.code().hint());
        failure.position()
                .ifPresent(
                        position -> text.append(" Position ").append(position).append('.'));
        if (failure.sqlState() != null) {
            text.append(" SQLSTATE ").append(failure.sqlState()).append('.');
        }
        return text.toString();
    }

    private static Map<String, Object> facts(DatabaseFailure failure) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("code", failure.code().wireName());
        facts.put("retryable", failure.code().retryable());
        facts.put("hint", failure.code().hint());
        failure.position().ifPresent(position -> facts.put("position", position));
        if (failure.sqlState() != null) {
            facts.put("sqlstate", failure.sqlState());
        }
        return facts;
    }
}
