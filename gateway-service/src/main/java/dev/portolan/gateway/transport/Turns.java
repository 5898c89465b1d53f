package dev.portolan.gateway.transport;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.connectorfile.ConnectorSettings;
import dev.portolan.gateway.spill.LongStrings;
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
public final class Turns implements Question.Paused {
    private static final int MOST_QUESTIONS = 16;

    private final Vertx vertx;
    private final String connector;
    private final Waits waits;
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

    /**
     * How long a turn may take.
     *
     * @param deadlineMillis without any word from the connector
     * @param longestMillis in all
     */
    public record Waits(long deadlineMillis, long longestMillis) {
        public static Waits of(ConnectorSettings settings, UpstreamConfig config) {
            long deadline = settings.deadline().toMillis();
            return new Waits(deadline, deadline * config.progressExtensions());
        }
    }

    /** @param hangUp ends the exchange on the wire, once it has failed */
    public Turns(Vertx vertx, String connector, Waits waits, Runnable hangUp) {
        this.vertx = vertx;
        this.connector = connector;
        this.waits = waits;
        this.hangUp = hangUp;
        this.loop = EventLoop.on(vertx.getOrCreateContext());
    }

    /** Listens for the first time. */
    public void begin(CallListener newListener, UniEmitter<? super Turn> emitter) {
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

    /** Whether there is an answer, or will be none. */
    public boolean areOver() {
        return answer != null || failure != null;
    }

    /** The connector cannot be reached any more. */
    public void unavailable(String how) {
        refuse(Refusal.CONNECTOR_UNAVAILABLE, "Connector " + connector + " " + how);
    }

    /** The connector breaks the protocol or a limit. */
    public void misbehaved(String how) {
        refuse(Refusal.CONNECTOR_MISBEHAVED, "The answer of connector " + connector + " was withheld: " + how);
    }

    /** The connector answers. */
    public void answered(int status, @Nullable String sessionId, @Nullable Message message) {
        answer = new HttpAnswer(status, sessionId, message, (System.nanoTime() - started) / 1_000);
        speak();
    }

    /** The connector says something on the way. */
    public void notified(JsonSlice notification) {
        awaitMore();
        if (waiting != null) {
            listener.notified(notification);
        }
    }

    /** Whether whoever waits keeps the long strings of the answer. */
    boolean keep(LongStrings strings) {
        return waiting != null && listener.keeps(strings);
    }

    void noRoom() {
        refuse(
                Refusal.NO_ROOM,
                "The answer of connector " + connector + " is long and the gateway has no room for it at the moment;"
                        + " what was asked for was done");
    }

    /** The connector asks the caller something. */
    public void asked(Message question) {
        questions.add(question);
        if (questions.size() > MOST_QUESTIONS) {
            misbehaved("it asks more than " + MOST_QUESTIONS + " questions at once");
        } else {
            speak();
        }
    }

    /** The connector gave a sign of life. While the caller thinks about a question nobody waits for it. */
    public void awaitMore() {
        vertx.cancelTimer(timer);
        if (waiting == null) {
            return;
        }
        long elapsed = (System.nanoTime() - started) / 1_000_000;
        long wait = Math.max(1, Math.min(waits.deadlineMillis(), waits.longestMillis() - elapsed));
        timer = vertx.setTimer(
                wait,
                fired -> refuse(
                        Refusal.CONNECTOR_TIMEOUT,
                        "Connector " + connector + " did not answer within " + waits.deadlineMillis() + " ms"));
    }

    /** Ends it without an answer, unless it is over. */
    public void refuse(Refusal refusal, String text) {
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
