package dev.portolan.gateway.transport;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.spill.LongAnswers;
import dev.portolan.gateway.spill.LongStrings;
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
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One POST to a connector and what comes back, as JSON or as an event stream, bounded in time and size. Lives on one
 * event loop.
 */
final class Exchange {
    private static final long LINGER_MILLIS = 1_000;
    private static final int TOO_LONG = 413;

    private final Vertx vertx;
    private final @Nullable Outbound outbound;
    private final Bounds bounds;
    private final Function<String, Future<HttpClientRequest>> reconnect;
    private final LongAnswers longAnswers;
    private final SseParser events;
    private final Turns turns;
    private @Nullable HttpClientRequest request;
    private @Nullable HttpClientResponse source;
    private @Nullable Arrival arrival;
    private boolean arrived;
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
            LongAnswers longAnswers,
            Function<String, Future<HttpClientRequest>> reconnect) {
        this.vertx = vertx;
        this.outbound = outbound;
        this.bounds = bounds;
        this.reconnect = reconnect;
        this.longAnswers = longAnswers;
        this.events = new SseParser(heldAtMost(true), heldAtMost(false), new LongEvent());
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
        // Also before it is given up: Vert.x logs an error that nobody handles.
        newRequest.exceptionHandler(broken -> unavailable("broke off"));
        if (turns.areOver()) {
            newRequest.reset();
            return;
        }
        newRequest.send(payload).onSuccess(this::head).onFailure(e -> unavailable("did not answer"));
    }

    private void head(HttpClientResponse response) {
        if (turns.areOver()) {
            return;
        }
        status = response.statusCode();
        String session = response.getHeader(McpHeader.SESSION_ID);
        sessionId = session == null ? sessionId : session;
        source = response;
        String type = response.getHeader("Content-Type");
        if (status == 200 && type != null && type.startsWith("text/event-stream")) {
            response.exceptionHandler(e -> brokeOff());
            response.handler(
                    chunk -> guarded(() -> events.feed(chunk.getBytes()).forEach(this::event)));
            response.endHandler(end -> brokeOff());
        } else {
            boolean json = type != null && type.startsWith("application/json");
            Arrival body = new Arrival(
                    longAnswers, bounds.maxBytes(), json && status == 200 ? turns::keep : none -> false, response);
            response.exceptionHandler(e -> unavailable("broke off its answer"));
            response.handler(chunk -> guarded(() -> body.part(chunk.getBytes(), 0, chunk.length())));
            response.endHandler(end -> {
                ended = true;
                guarded(() -> arrived(body, bytes -> whole(json ? bytes : new byte[0])));
            });
        }
    }

    /** What is long goes through the disk, if whoever waits takes that; else it is held in memory, up to a bound. */
    private int heldAtMost(boolean throughDisk) {
        return Math.min(bounds.maxBytes(), throughDisk ? longAnswers.inMemory() : longAnswers.longestInMemory());
    }

    /** An event that is too long for memory. */
    private final class LongEvent implements SseParser.LongEvents {
        @Override
        public boolean begin() {
            HttpClientResponse from = source;
            if (from == null || bounds.maxBytes() <= longAnswers.inMemory()) {
                return false;
            }
            Arrival fresh = new Arrival(longAnswers, bounds.maxBytes(), turns::keep, from);
            arrival = fresh;
            return fresh.grows();
        }

        @Override
        public void part(byte[] bytes, int from, int to) {
            if (arrival != null) {
                turns.awaitMore();
                arrival.part(bytes, from, to);
            }
        }

        @Override
        public void end() {
            if (arrival != null) {
                arrived(arrival, Exchange.this::event);
            }
        }
    }

    /** Nothing follows an answer that was long. */
    private void arrived(Arrival body, Consumer<byte[]> reading) {
        arrived = true;
        body.end().onSuccess(bytes -> guarded(() -> reading.accept(bytes))).onFailure(unwritten -> turns.noRoom());
    }

    /** A stream that ends before the answer may be taken up again where it broke off, if the connector says where. */
    private void brokeOff() {
        ended = true;
        String last = events.lastEventId();
        if (turns.areOver() || arrived) {
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
        again.exceptionHandler(broken -> unavailable("broke off"));
        if (turns.areOver()) {
            again.reset();
            return;
        }
        ended = false;
        again.send().onSuccess(this::head).onFailure(e -> unavailable("did not answer"));
    }

    /** @param body empty if it is no JSON */
    private void whole(byte[] body) {
        JsonSlice batch = body.length == 0 ? null : batch(body);
        if (batch != null) {
            batch.elements().forEach(this::heard);
            turns.misbehaved("it answers another request");
            return;
        }
        Message message = body.length == 0 ? null : read(body);
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
        } catch (LongStrings.NoRoom full) {
            turns.noRoom();
        } catch (ProtocolError | IllegalArgumentException | IllegalStateException fault) {
            boolean tooLong = fault instanceof ProtocolError error && error.httpStatus() == TOO_LONG;
            turns.misbehaved(tooLong ? String.valueOf(fault.getMessage()) : "its answer is no JSON-RPC message");
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
