package dev.portolan.conformance.legacy;

import dev.portolan.conformance.http.Exchange;
import dev.portolan.conformance.http.StreamReports;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.LogLevel;
import dev.portolan.mcp.Message;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The answer to one request of a session: plain JSON, or an event stream that can also ask the client. */
final class LegacyReports extends StreamReports {
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Session session;
    private @Nullable String brokenAt;

    LegacyReports(Exchange exchange, Session session, Message message) {
        super(exchange, message.meta().progressToken());
        this.session = session;
    }

    @Override
    protected boolean isWanted(LogLevel level) {
        return level.compareTo(session.level()) >= 0;
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

    /** Ends the answer, or keeps it if its stream was broken. */
    @Override
    public void finish(int status, JsonSlice response) {
        if (brokenAt == null) {
            super.finish(status, response);
        } else {
            session.park(brokenAt, response);
        }
    }
}
