package dev.portolan.conformance.modern;

import dev.portolan.conformance.call.LogLevel;
import dev.portolan.conformance.call.Reports;
import dev.portolan.conformance.call.Results;
import dev.portolan.conformance.http.EventStream;
import dev.portolan.conformance.http.Exchange;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.MetaKey;
import dev.portolan.mcp.RequestMeta;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answer to one request: plain JSON, or an event stream from the first report on. */
final class ModernReports implements Reports {
    private final Exchange exchange;
    private final @Nullable JsonSlice progressToken;
    private final Optional<LogLevel> wanted;
    private @Nullable EventStream stream;

    /** @throws dev.portolan.mcp.ProtocolError if the request asks for log messages of an unknown level */
    ModernReports(Exchange exchange, RequestMeta meta) {
        this.exchange = exchange;
        this.progressToken = meta.progressToken();
        JsonSlice level = meta.copy().get(MetaKey.LOG_LEVEL);
        this.wanted = level == null ? Optional.empty() : Optional.of(known(level.text()));
    }

    private static LogLevel known(@Nullable String level) {
        return LogLevel.of(level == null ? "" : level)
                .orElseThrow(() -> Results.invalidParams("there is no such log level"));
    }

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
        if (wanted.filter(least -> level.compareTo(least) >= 0).isPresent()) {
            JsonObject params = JsonObject.empty().set("level", level.wire()).set("data", text);
            stream().send(JsonRpc.notification(McpMethod.LOG_MESSAGE, params.toSlice()));
        }
    }

    @Override
    public void breakStream(Duration retry) {
        // a broken stream would be a cancelled request
    }

    /** Ends the answer. The status is lost if a stream was begun. */
    void finish(int status, JsonSlice response) {
        if (stream == null) {
            exchange.json(status, response);
        } else {
            stream.send(response);
            stream.close();
        }
    }

    private EventStream stream() {
        if (stream == null) {
            stream = exchange.stream();
        }
        return stream;
    }
}
