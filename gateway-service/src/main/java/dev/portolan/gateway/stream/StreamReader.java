package dev.portolan.gateway.stream;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.mcp.JsonSlice;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.function.Consumer;

/** One connection that a stream of a session is read on. Lives on the event loop of the connection. */
public final class StreamReader {
    private final ClientStream client;
    private final Lifeline life;
    private final UniEmitter<? super Long> whenOver;
    private final Consumer<StreamReader> left;
    private long sent;

    /**
     * @param left told when the connection ends, however it does
     * @param whenOver given the number of notices sent if the stream ends in good order; fails with
     *     {@link CallRefused} if the client goes away
     */
    public StreamReader(
            ClientStream client, Lifeline life, Consumer<StreamReader> left, UniEmitter<? super Long> whenOver) {
        this.client = client;
        this.life = life;
        this.left = left;
        this.whenOver = whenOver;
    }

    /**
     * Begins the stream.
     *
     * @param caughtUp told whenever the client has read what there was
     */
    public void begin(Consumer<StreamReader> caughtUp) {
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
    public long sent() {
        return sent;
    }

    /** Whether the stream goes on and the client keeps up. */
    public boolean takesMore() {
        return !life.isOver() && !client.isFull();
    }

    /** Writes a message as an event of that id. */
    public void write(String id, JsonSlice message) {
        client.event(id, message);
        sent++;
    }

    /** Tells the client where the stream is before there is anything else to tell. */
    public void prime(String id) {
        client.event(id, null);
    }

    /** The client missed what it cannot be given any more; it comes back and is told so. */
    void cut() {
        client.cut();
    }

    /** Runs a step on the connection's event loop, unless it is over by then. */
    public void run(Runnable step) {
        life.run(step);
    }

    /** Ends in good order, from any thread. */
    public void endSoon() {
        life.run(this::end);
    }

    private void end() {
        if (life.end()) {
            left.accept(this);
            whenOver.complete(sent);
        }
    }
}
