package dev.portolan.mcp.server.answer;

import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.server.JsonRpcErrorCodes;
import dev.portolan.mcp.server.McpException;
import dev.portolan.mcp.server.ToolCallException;
import dev.portolan.mcp.server.invoke.Busy;
import dev.portolan.mcp.server.invoke.Overdue;
import dev.portolan.mcp.server.schema.JsonCodec;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What a caller is told of a failure. Our own exceptions carry our own words; of anything else the caller learns an
 * id, and the log learns the id with the classes of the exceptions, never their messages.
 */
final class Faults {
    private static final Logger LOG = Logger.getLogger(Faults.class);
    private static final int IN_BAND = 200;

    private final JsonCodec codec;

    Faults(JsonCodec codec) {
        this.codec = codec;
    }

    static ProtocolError invalidParams(String text) {
        return new ProtocolError(IN_BAND, ErrorCode.INVALID_PARAMS, text);
    }

    /** A failure as the error of a request of that era. */
    ProtocolError asError(Throwable failure, McpRequest request) {
        if (failure instanceof ProtocolError ours) {
            return ours.about(request.message().id());
        }
        JsonRpcId id = request.message().id();
        if (failure instanceof McpException ours) {
            boolean renamed = request.isModern() && ours.getJsonRpcErrorCode() == JsonRpcErrorCodes.RESOURCE_NOT_FOUND;
            int code = renamed ? ErrorCode.INVALID_PARAMS : ours.getJsonRpcErrorCode();
            ProtocolError error = new ProtocolError(IN_BAND, code, ours.text());
            Object data = ours.getData();
            return (data == null ? error : error.with(JsonSlice.trusted(codec.bytes(codec.tree(data))))).about(id);
        }
        // Its words are ours too; outside tools there is no isError to carry them.
        String text = failure instanceof ToolCallException ours ? ours.text() : told(failure, request.method());
        return new ProtocolError(IN_BAND, ErrorCode.INTERNAL_ERROR, text).about(id);
    }

    /**
     * What to say of a failure that is not the caller's.
     *
     * @param where what was at work, for the log
     */
    String told(Throwable failure, String where) {
        if (failure instanceof Busy) {
            return "too many calls are at work here; try again shortly";
        }
        if (failure instanceof Overdue) {
            return "the call took longer than it may and was given up";
        }
        String id = UUID.randomUUID().toString();
        LOG.errorf("call %s: %s failed: %s", id, where, classes(failure));
        return "internal error, call id " + id;
    }

    /** Notes a fault of the connector itself and gives what to say. */
    String ours(String what) {
        String id = UUID.randomUUID().toString();
        LOG.errorf("call %s: %s", id, what);
        return "internal error, call id " + id;
    }

    private static String classes(Throwable failure) {
        StringBuilder classes = new StringBuilder();
        @Nullable Throwable current = failure;
        for (int depth = 0; current != null && depth < 5; depth++) {
            StackTraceElement[] trace = current.getStackTrace();
            classes.append(depth == 0 ? "" : " caused by ")
                    .append(current.getClass().getName())
                    .append(trace.length == 0 ? "" : " at " + trace[0]);
            current = current.getCause();
        }
        return classes.toString();
    }
}
