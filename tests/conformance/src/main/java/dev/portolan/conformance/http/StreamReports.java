package dev.portolan.conformance.http;

import dev.portolan.conformance.call.Reports;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.LogLevel;
import dev.portolan.mcp.McpMethod;
import org.jspecify.annotations.Nullable;

/** The answer to one request: plain JSON, or an event stream from the first report on. */
public abstract class StreamReports implements Reports {
    private final Exchange exchange;
    private final @Nullable JsonSlice progressToken;
    private @Nullable EventStream stream;

    protected StreamReports(Exchange exchange, @Nullable JsonSlice progressToken) {
        this.exchange = exchange;
        this.progressToken = progressToken;
    }

    /** Whether the client wants log messages of that level. */
    protected abstract boolean isWanted(LogLevel level);

    @Override
    public void open() {
        stream();
    }

    @Override
    public void progress(long progress, long total) {
        if (progressToken != null) {
            JsonObject params = JsonObject.empty()
                    .set("progressToken", progressToken)
                    .set("progress", progress)
                    .set("total", total);
            stream().send(JsonRpc.notification(McpMethod.PROGRESS, params.toSlice()));
        }
    }

    @Override
    public void log(LogLevel level, String text) {
        if (isWanted(level)) {
            JsonObject params = JsonObject.empty().set("level", level.wire()).set("data", text);
            stream().send(JsonRpc.notification(McpMethod.LOG_MESSAGE, params.toSlice()));
        }
    }

    /** Ends the answer. The status is lost if a stream was begun. */
    public void finish(int status, JsonSlice response) {
        if (stream == null) {
            exchange.json(status, response);
        } else {
            stream.send(response);
            stream.close();
        }
    }

    protected EventStream stream() {
        if (stream == null) {
            stream = exchange.stream();
        }
        return stream;
    }
}
