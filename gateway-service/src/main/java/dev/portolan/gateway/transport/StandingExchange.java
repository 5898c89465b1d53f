package dev.portolan.gateway.transport;

import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.SseParser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a connector keeps open, bounded in the length of its events but not in time. Lives on one event loop.
 */
final class StandingExchange {
    private final Ear ear;
    private final Runnable unwelcome;
    private final JsonLimits limits;
    private final SseParser events;
    private @Nullable HttpClientRequest request;
    private boolean over;
    private boolean ended;

    /** @param unwelcome run if the connector does not take the gateway's credential */
    StandingExchange(Ear ear, int maxBytes, Runnable unwelcome) {
        this.ear = ear;
        this.unwelcome = unwelcome;
        this.limits = new JsonLimits(maxBytes, JsonLimits.DEFAULT.maxDepth());
        this.events = new SseParser(maxBytes);
    }

    void send(HttpClientRequest newRequest, @Nullable Buffer body) {
        request = newRequest;
        newRequest.exceptionHandler(broken -> fail(0));
        if (over) {
            newRequest.reset();
            return;
        }
        (body == null ? newRequest.send() : newRequest.send(body))
                .onSuccess(this::head)
                .onFailure(unanswered -> fail(0));
    }

    private void head(HttpClientResponse response) {
        String type = response.getHeader("Content-Type");
        int status = response.statusCode();
        if (status == 401) {
            unwelcome.run();
        }
        if (over || status != 200 || type == null || !type.startsWith("text/event-stream")) {
            fail(status == 200 ? 406 : status);
            return;
        }
        response.exceptionHandler(broken -> fail(0));
        response.endHandler(end -> {
            ended = true;
            fail(200);
        });
        response.handler(this::part);
        ear.opened();
    }

    private void part(Buffer chunk) {
        try {
            for (byte[] data : events.feed(chunk.getBytes())) {
                if (!over && data.length > 0) {
                    ear.said(Message.of(JsonSlice.parse(data, limits)));
                }
            }
        } catch (ProtocolError | IllegalArgumentException | IllegalStateException noMessage) {
            fail(0);
        }
    }

    void fail(int status) {
        if (!over) {
            hangUp();
            ear.over(status);
        }
    }

    /** Ends it; nothing more is heard. Once the connector has ended it the connection is another's. */
    void hangUp() {
        over = true;
        if (!ended && request != null) {
            request.reset();
        }
    }
}
