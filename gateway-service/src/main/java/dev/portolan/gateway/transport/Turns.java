package dev.portolan.gateway.transport;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.Message;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The turns an exchange takes: a question of the connector's pauses it, the answer or a failure ends it. What comes
 * while nobody waits is kept until somebody does. Lives on one event loop.
 */
final class Turns implements Question.Paused {
    private static final int MOST_QUESTIONS = 16;

    private final Vertx vertx;
    private final String connector;
    private final Exchange.Bounds bounds;
    private final Runnable hangUp;
    private final Executor loop;
    private final Deque<Message> questions = new ArrayDeque<>();
    private CallListener listener = CallListener.SILENT;
    private @Nullable UniEmitter<? super Turn> waiting;
    private @Nullable HttpAnswer answer;
    private @Nullable CallRefused failure;
    private long started = System.nanoTime();
    private long timer = -1;
    private int turn;

    /** @param hangUp ends the exchange on the wire, once it has failed */
    Turns(Vertx vertx, String connector, Exchange.Bounds bounds, Runnable hangUp) {
        this.vertx = vertx;
        this.connector = connector;
        this.bounds = bounds;
        this.hangUp = hangUp;
        this.loop = EventLoop.on(vertx.getOrCreateContext());
    }

    void begin(CallListener newListener, UniEmitter<? super Turn> emitter) {
        listener = newListener;
        waiting = emitter;
        started = System.nanoTime();
        int mine = ++turn;
        if (areOver() || !questions.isEmpty()) {
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

    boolean areOver() {
        return answer != null || failure != null;
    }

    void unavailable(String how) {
        refuse(Refusal.CONNECTOR_UNAVAILABLE, "Connector " + connector + " " + how);
    }

    void misbehaved(String how) {
        refuse(Refusal.CONNECTOR_MISBEHAVED, "The answer of connector " + connector + " was withheld: " + how);
    }

    void answered(int status, @Nullable String sessionId, @Nullable Message message) {
        answer = new HttpAnswer(status, sessionId, message, (System.nanoTime() - started) / 1_000);
        speak();
    }

    void notified(JsonSlice notification) {
        awaitMore();
        if (waiting != null) {
            listener.notified(notification);
        }
    }

    void asked(Message question) {
        questions.add(question);
        if (questions.size() > MOST_QUESTIONS) {
            misbehaved("it asks more than " + MOST_QUESTIONS + " questions at once");
        } else {
            speak();
        }
    }

    /** While the caller thinks about a question nobody waits for the connector. */
    void awaitMore() {
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

    private void refuse(Refusal refusal, String text) {
        if (areOver()) {
            return;
        }
        failure = new CallRefused(refusal, text);
        hangUp.run();
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
