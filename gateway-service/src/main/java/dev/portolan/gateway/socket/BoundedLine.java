package dev.portolan.gateway.socket;

import dev.portolan.mcp.JsonSlice;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A line that cuts off a client which leaves too much unread, and ends once. What carries it is its kind's affair. */
public abstract class BoundedLine implements Line {
    private final long mostPending;
    private final Map<Object, Runnable> drained = new HashMap<>();
    private long pending;
    private boolean ended;

    /** @param mostPending bytes that may wait to be read; a single longer message is sent if nothing else waits */
    protected BoundedLine(long mostPending) {
        this.mostPending = mostPending;
    }

    /** Sends a message; the future completes when it has left. */
    protected abstract Future<Void> write(JsonSlice message);

    /** Whether what carries the line takes no more at the moment. */
    protected abstract boolean isClogged();

    /** Ends what carries the line, for the first time. */
    protected abstract void close(CloseCode why);

    @Override
    public final boolean send(JsonSlice message) {
        if (ended) {
            return false;
        }
        int bytes = message.length();
        if (pending > 0 && pending + bytes > mostPending) {
            end(CloseCode.UNREAD);
            return false;
        }
        pending += bytes;
        write(message).onComplete(written -> pending -= bytes);
        return true;
    }

    @Override
    public final boolean isFull() {
        return ended || isClogged();
    }

    @Override
    public final void onDrained(Object request, Runnable caughtUp) {
        drained.put(request, caughtUp);
    }

    @Override
    public final void forget(Object request) {
        drained.remove(request);
    }

    @Override
    public final void end(CloseCode why) {
        if (!ended) {
            ended = true;
            close(why);
        }
    }

    /** What carries the line takes more again. */
    protected final void drained() {
        List.copyOf(drained.values()).forEach(Runnable::run);
    }

    /** The line has ended, whoever ended it. */
    protected final void ended() {
        ended = true;
    }

    protected final boolean isEnded() {
        return ended;
    }
}
