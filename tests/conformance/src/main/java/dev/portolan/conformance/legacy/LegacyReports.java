package dev.portolan.conformance.legacy;

import dev.portolan.conformance.call.LogLevel;
import dev.portolan.conformance.call.Reports;
import dev.portolan.conformance.http.EventStream;
import dev.portolan.conformance.http.Exchange;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The answer to one request of a session: plain JSON, or an event stream that can also ask the client. */
final class LegacyReports implements Reports {
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Exchange exchange;
    private final Session session;
    private final @Nullable JsonSlice progressToken;
    private @Nullable EventStream stream;
    private @Nullable String brokenAt;

    LegacyReports(Exchange exchange, Session session, Message message) {
        this.exchange = exchange;
        this.session = session;
        this.progressToken = message.meta().progressToken();
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
        if (level.compareTo(session.level()) >= 0) {
            JsonObject params = JsonObject.empty().set("level", level.wire()).set("data", text);
            stream().send(JsonRpc.notification(McpMethod.LOG_MESSAGE, params.toSlice()));
        }
    }

    @Override
    public void breakStream(Duration retry) {
        String event = UUID.randomUUID().toString();
        stream().prime(event, retry);
        stream().close();
        brokenAt = event;
    }

    /** Asks the client on the stream of its own request; empty if it gives no result in time. */
    Optional<JsonSlice> ask(String method, JsonSlice params) {
        JsonRpcId request =
                new JsonRpcId(JsonSlice.ofText("ask-" + UUID.randomUUID()).json());
        var answer = session.expect(request);
        try {
            stream().send(JsonRpc.request(request, method, params));
            return Optional.ofNullable(
                    answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).result());
        } catch (TimeoutException | ExecutionException noAnswer) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            session.forget(request);
        }
    }

    /** Ends the answer, or keeps it if its stream was broken. The status is lost if a stream was begun. */
    void finish(int status, JsonSlice response) {
        if (brokenAt != null) {
            session.park(brokenAt, response);
        } else if (stream == null) {
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
