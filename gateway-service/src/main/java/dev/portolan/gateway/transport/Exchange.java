package dev.portolan.gateway.transport;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.SseParser;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One POST to a connector and what comes back, as JSON or as an event stream, bounded in time and size. Lives on one
 * event loop.
 */
final class Exchange {
    private static final long LINGER_MILLIS = 1_000;

    private final Vertx vertx;
    private final @Nullable Outbound outbound;
    private final Bounds bounds;
    private final Function<String, Future<HttpClientRequest>> reconnect;
    private final SseParser events;
    private final Turns turns;
    private @Nullable HttpClientRequest request;
    private Buffer body = Buffer.buffer();
    private int status;
    private @Nullable String sessionId;
    private int resumptions;
    private boolean ended;

    /**
     * How much of an exchange there may be.
     *
     * @param waits of one turn
     * @param maxBytes of one answer or event
     * @param resumptions of a stream that broke off
     */
    record Bounds(Turns.Waits waits, int maxBytes, int resumptions) {}

    Exchange(
            Vertx vertx,
            String connector,
            @Nullable Outbound outbound,
            Bounds bounds,
            Function<String, Future<HttpClientRequest>> reconnect) {
        this.vertx = vertx;
        this.outbound = outbound;
        this.bounds = bounds;
        this.reconnect = reconnect;
        this.events = new SseParser(bounds.maxBytes());
        this.turns = new Turns(vertx, connector, bounds.waits(), this::hangUp);
    }

    void begin(CallListener listener, UniEmitter<? super Turn> emitter) {
        turns.begin(listener, emitter);
    }

    void unavailable(String how) {
        turns.unavailable(how);
    }

    void send(HttpClientRequest newRequest, Buffer payload) {
        request = newRequest;
        if (turns.areOver()) {
            newRequest.reset();
            return;
        }
        newRequest.exceptionHandler(broken -> unavailable("broke off"));
        newRequest.send(payload).onSuccess(this::head).onFailure(e -> unavailable("did not answer"));
    }

    private void head(HttpClientResponse response) {
        if (turns.areOver()) {
            return;
        }
        status = response.statusCode();
        String session = response.getHeader(McpHeader.SESSION_ID);
        sessionId = session == null ? sessionId : session;
        String type = response.getHeader("Content-Type");
        if (status == 200 && type != null && type.startsWith("text/event-stream")) {
            response.exceptionHandler(e -> brokeOff());
            response.handler(
                    chunk -> guarded(() -> events.feed(chunk.getBytes()).forEach(this::event)));
            response.endHandler(end -> brokeOff());
        } else {
            response.exceptionHandler(e -> unavailable("broke off its answer"));
            response.handler(this::part);
            response.endHandler(end -> {
                ended = true;
                guarded(() -> whole(type));
            });
        }
    }

    /** A stream that ends before the answer may be taken up again where it broke off, if the connector says where. */
    private void brokeOff() {
        ended = true;
        String last = events.lastEventId();
        if (turns.areOver()) {
            return;
        }
        if (outbound == null || !outbound.resumable() || last.isEmpty() || resumptions >= bounds.resumptions()) {
            unavailable("ended its stream without an answer");
            return;
        }
        resumptions++;
        vertx.setTimer(Math.max(1, Math.min(events.retryMillis(), bounds.waits().deadlineMillis())), due -> reconnect
                .apply(last)
                .onSuccess(this::listenAgain)
                .onFailure(e -> unavailable("cannot be reached")));
    }

    private void listenAgain(HttpClientRequest again) {
        request = again;
        if (turns.areOver()) {
            again.reset();
            return;
        }
        ended = false;
        again.send().onSuccess(this::head).onFailure(e -> unavailable("did not answer"));
    }

    private void part(Buffer chunk) {
        if (!turns.areOver()) {
            body.appendBuffer(chunk);
            if (body.length() > bounds.maxBytes()) {
                turns.misbehaved("its answer is longer than " + bounds.maxBytes() + " bytes");
            }
        }
    }

    private void whole(@Nullable String type) {
        boolean json = type != null && type.startsWith("application/json") && body.length() > 0;
        JsonSlice batch = json ? batch(body.getBytes()) : null;
        if (batch != null) {
            batch.elements().forEach(this::heard);
            turns.misbehaved("it answers another request");
            return;
        }
        Message message = json ? read(body.getBytes()) : null;
        if (message != null && !isAnswerToThis(message)) {
            turns.misbehaved("it answers another request");
        } else {
            turns.answered(status, sessionId, message);
        }
    }

    private void event(byte[] data) {
        if (turns.areOver() || data.length == 0) {
            return;
        }
        JsonSlice batch = batch(data);
        if (batch == null) {
            heard(JsonSlice.parse(data, limits()));
        } else {
            batch.elements().forEach(this::heard);
        }
    }

    /** The batch that these bytes are, or null if they are none or there may be none. */
    private @Nullable JsonSlice batch(byte[] bytes) {
        if (outbound == null || !outbound.batched()) {
            return null;
        }
        JsonSlice json = JsonSlice.parse(bytes, limits());
        return json.isArray() ? json : null;
    }

    private void heard(JsonSlice json) {
        Message message = Message.of(json);
        switch (message.kind()) {
            case RESPONSE -> {
                if (isAnswerToThis(message)) {
                    turns.answered(status, sessionId, message);
                    vertx.setTimer(LINGER_MILLIS, lingering -> hangUp());
                }
            }
            case NOTIFICATION -> turns.notified(json);
            case REQUEST -> {
                turns.awaitMore();
                if (outbound != null && outbound.isForCaller().test(message)) {
                    turns.asked(message);
                }
            }
        }
    }

    /** An error whose sender could not read the id has none. */
    private boolean isAnswerToThis(Message message) {
        JsonRpcId id = outbound == null ? null : outbound.id();
        return id == null || id.equals(message.id()) || (message.id() == null && message.error() != null);
    }

    private @Nullable Message read(byte[] bytes) {
        try {
            return Message.read(bytes, limits());
        } catch (ProtocolError notJsonRpc) {
            if (status == 200) {
                throw notJsonRpc;
            }
            return null;
        }
    }

    private JsonLimits limits() {
        return new JsonLimits(bounds.maxBytes(), JsonLimits.DEFAULT.maxDepth());
    }

    private void guarded(Runnable reading) {
        if (turns.areOver()) {
            return;
        }
        try {
            reading.run();
        } catch (ProtocolError | IllegalArgumentException | IllegalStateException fault) {
            turns.misbehaved("its answer is no JSON-RPC message");
        }
    }

    /**
     * Cuts off a connector that has not ended its answer; for a stream its last event is the end. A connection whose
     * answer has ended is not ours any more: to reset the request then would cut off whoever uses it now.
     */
    private void hangUp() {
        if (!ended && request != null) {
            request.reset();
        }
    }
}
