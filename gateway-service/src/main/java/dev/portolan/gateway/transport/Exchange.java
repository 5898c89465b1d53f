package dev.portolan.gateway.transport;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.SseParser;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One POST to a connector and what comes back, as JSON or as an event stream, bounded in time and size. It takes one
 * turn after the other: a question of the connector's pauses it, the answer ends it. Lives on one event loop.
 */
final class Exchange implements Question.Paused {
    private static final long LINGER_MILLIS = 1_000;
    private static final int MOST_QUESTIONS = 16;

    private final Vertx vertx;
    private final String connector;
    private final @Nullable Outbound outbound;
    private final Bounds bounds;
    private final Function<String, Future<HttpClientRequest>> reconnect;
    private final Executor loop;
    private final SseParser events;
    private final Deque<Message> questions = new ArrayDeque<>();
    private CallListener listener = CallListener.SILENT;
    private @Nullable UniEmitter<? super Turn> waiting;
    private @Nullable HttpAnswer answer;
    private @Nullable CallRefused failure;
    private @Nullable HttpClientRequest request;
    private Buffer body = Buffer.buffer();
    private int status;
    private @Nullable String sessionId;
    private long started = System.nanoTime();
    private long timer = -1;
    private int turn;
    private int resumptions;
    private boolean ended;

    /**
     * How much of an exchange there may be.
     *
     * @param deadlineMillis without any word from the connector
     * @param longestMillis of one turn
     * @param maxBytes of one answer or event
     * @param resumptions of a stream that broke off
     */
    record Bounds(long deadlineMillis, long longestMillis, int maxBytes, int resumptions) {}

    Exchange(
            Vertx vertx,
            String connector,
            @Nullable Outbound outbound,
            Bounds bounds,
            Function<String, Future<HttpClientRequest>> reconnect) {
        this.vertx = vertx;
        this.connector = connector;
        this.outbound = outbound;
        this.bounds = bounds;
        this.reconnect = reconnect;
        this.loop = EventLoop.on(vertx.getOrCreateContext());
        this.events = new SseParser(bounds.maxBytes());
    }

    void begin(CallListener newListener, UniEmitter<? super Turn> emitter) {
        listener = newListener;
        waiting = emitter;
        started = System.nanoTime();
        int mine = ++turn;
        if (isOver() || !questions.isEmpty()) {
            speak();
            return;
        }
        awaitMore();
        newListener.onGone(() -> {
            if (turn == mine && waiting != null) {
                refuse(Refusal.CANCELLED, "The caller went away");
            }
        });
    }

    @Override
    public Uni<Turn> resume(CallListener newListener) {
        Executor caller = EventLoop.ofThisRequest();
        return Uni.createFrom()
                .<Turn>emitter(
                        emitter -> loop.execute(() -> begin(EventLoop.between(caller, newListener, loop), emitter)))
                .emitOn(caller);
    }

    @Override
    public void abandon() {
        loop.execute(() -> refuse(Refusal.CANCELLED, "The caller did not come back"));
    }

    void send(HttpClientRequest newRequest, Buffer payload) {
        request = newRequest;
        if (isOver()) {
            newRequest.reset();
            return;
        }
        newRequest.exceptionHandler(broken -> unavailable("broke off"));
        newRequest.send(payload).onSuccess(this::head).onFailure(e -> unavailable("did not answer"));
    }

    void unavailable(String how) {
        refuse(Refusal.CONNECTOR_UNAVAILABLE, "Connector " + connector + " " + how);
    }

    private boolean isOver() {
        return answer != null || failure != null;
    }

    private void head(HttpClientResponse response) {
        if (isOver()) {
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
            response.endHandler(end -> guarded(() -> whole(type)));
        }
    }

    /** A stream that ends before the answer may be taken up again where it broke off, if the connector says where. */
    private void brokeOff() {
        ended = true;
        String last = events.lastEventId();
        if (isOver()) {
            return;
        }
        if (outbound == null || !outbound.resumable() || last.isEmpty() || resumptions >= bounds.resumptions()) {
            unavailable("ended its stream without an answer");
            return;
        }
        resumptions++;
        vertx.setTimer(Math.max(1, Math.min(events.retryMillis(), bounds.deadlineMillis())), due -> reconnect
                .apply(last)
                .onSuccess(this::listenAgain)
                .onFailure(e -> unavailable("cannot be reached")));
    }

    private void listenAgain(HttpClientRequest again) {
        request = again;
        if (isOver()) {
            again.reset();
            return;
        }
        ended = false;
        again.send().onSuccess(this::head).onFailure(e -> unavailable("did not answer"));
    }

    private void part(Buffer chunk) {
        if (!isOver()) {
            body.appendBuffer(chunk);
            if (body.length() > bounds.maxBytes()) {
                misbehaved("its answer is longer than " + bounds.maxBytes() + " bytes");
            }
        }
    }

    private void whole(@Nullable String type) {
        boolean json = type != null && type.startsWith("application/json") && body.length() > 0;
        Message message = json ? read(body.getBytes()) : null;
        if (message != null && !isAnswerToThis(message)) {
            misbehaved("it answers another request");
        } else {
            finish(message);
        }
    }

    private void event(byte[] data) {
        if (isOver() || data.length == 0) {
            return;
        }
        JsonSlice json = JsonSlice.parse(data, limits());
        Message message = Message.of(json);
        switch (message.kind()) {
            case RESPONSE -> {
                if (isAnswerToThis(message)) {
                    finish(message);
                    vertx.setTimer(LINGER_MILLIS, lingering -> hangUp());
                }
            }
            case NOTIFICATION -> {
                awaitMore();
                if (waiting != null) {
                    listener.notified(json);
                }
            }
            case REQUEST -> question(message);
        }
    }

    private void question(Message message) {
        awaitMore();
        if (outbound == null || !outbound.isForCaller().test(message)) {
            return;
        }
        questions.add(message);
        if (questions.size() > MOST_QUESTIONS) {
            misbehaved("it asks more than " + MOST_QUESTIONS + " questions at once");
        } else {
            speak();
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
        if (isOver()) {
            return;
        }
        try {
            reading.run();
        } catch (ProtocolError | IllegalArgumentException | IllegalStateException fault) {
            misbehaved("its answer is no JSON-RPC message");
        }
    }

    private void misbehaved(String how) {
        refuse(Refusal.CONNECTOR_MISBEHAVED, "The answer of connector " + connector + " was withheld: " + how);
    }

    /** While the caller thinks about a question nobody waits for the connector. */
    private void awaitMore() {
        vertx.cancelTimer(timer);
        if (waiting == null) {
            return;
        }
        long elapsed = (System.nanoTime() - started) / 1_000_000;
        long wait = Math.max(1, Math.min(bounds.deadlineMillis(), bounds.longestMillis() - elapsed));
        timer = vertx.setTimer(
                wait,
                fired -> refuse(
                        Refusal.CONNECTOR_TIMEOUT,
                        "Connector " + connector + " did not answer within " + bounds.deadlineMillis() + " ms"));
    }

    private void finish(@Nullable Message message) {
        answer = new HttpAnswer(status, sessionId, message, (System.nanoTime() - started) / 1_000);
        speak();
    }

    /** An answer is the last event of its stream; a connector that does not end the stream then is cut off. */
    private void hangUp() {
        if (!ended && request != null) {
            request.reset();
        }
    }

    private void refuse(Refusal refusal, String text) {
        if (isOver()) {
            return;
        }
        failure = new CallRefused(refusal, text);
        if (request != null) {
            request.reset();
        }
        speak();
    }

    /** Says what there is to say, to whoever waits for it. */
    private void speak() {
        UniEmitter<? super Turn> heard = waiting;
        if (heard == null) {
            return;
        }
        vertx.cancelTimer(timer);
        waiting = null;
        Message asked = failure == null ? questions.poll() : null;
        if (failure != null) {
            heard.fail(failure);
        } else if (asked != null) {
            heard.complete(new Question(asked, this));
        } else if (answer != null) {
            heard.complete(answer);
        }
    }
}
