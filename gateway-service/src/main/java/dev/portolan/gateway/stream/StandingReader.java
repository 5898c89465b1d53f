package dev.portolan.gateway.stream;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.function.Consumer;

/** One connection that a standing stream is read on. Lives on the event loop of the connection. */
final class StandingReader {
    private final ClientStream client;
    private final Lifeline life;
    private final UniEmitter<? super Long> whenOver;
    private final Consumer<StandingReader> left;
    private long sent;

    /**
     * @param left told when the connection ends, however it does
     * @param whenOver given the number of notices sent if the stream ends in good order; fails with
     *     {@link CallRefused} if the client goes away
     */
    StandingReader(
            ClientStream client, Lifeline life, Consumer<StandingReader> left, UniEmitter<? super Long> whenOver) {
        this.client = client;
        this.life = life;
        this.left = left;
        this.whenOver = whenOver;
    }

    void begin(Consumer<StandingReader> caughtUp) {
        client.begin();
        life.begin(this::end);
        client.onDrained(() -> caughtUp.accept(this));
        client.onGone(() -> {
            if (life.end()) {
                left.accept(this);
                whenOver.fail(new CallRefused(Refusal.CANCELLED, "The caller listens no more"));
            }
        });
    }

    /** How many notices went out. */
    long sent() {
        return sent;
    }

    boolean takesMore() {
        return !life.isOver() && !client.isFull();
    }

    void write(String id, RecentEvents.Event event) {
        client.event(id, event.notification());
        sent++;
    }

    /** Tells the client where the stream is before there is anything else to tell. */
    void prime(String id) {
        client.event(id, null);
    }

    /** The client missed what it cannot be given any more; it comes back and is told so. */
    void cut() {
        client.cut();
    }

    /** Runs a step on the connection's event loop, unless it is over by then. */
    void run(Runnable step) {
        life.run(step);
    }

    /** Ends in good order, from any thread. */
    void endSoon() {
        life.run(this::end);
    }

    private void end() {
        if (life.end()) {
            left.accept(this);
            whenOver.complete(sent);
        }
    }
}
