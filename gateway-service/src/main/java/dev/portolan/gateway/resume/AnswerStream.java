package dev.portolan.gateway.resume;

import dev.portolan.gateway.spill.LongStrings;
import dev.portolan.gateway.stream.Client;
import dev.portolan.gateway.stream.StreamReader;
import dev.portolan.mcp.JsonSlice;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request of a session and what is said before it, as soon as it is a stream: on the connection that
 * the request came by, or on another that its client comes back by. That a connection breaks off ends nothing. What is
 * said is said on the event loop of the request; guarded by itself.
 */
public final class AnswerStream implements Client {
    private final EventResponse first;
    private final AnswerStreams streams;
    private final String session;
    private final boolean primed;
    private final KeptMessages kept;
    private final AtomicReference<@Nullable LongStrings> strings = new AtomicReference<>();
    private final Runnable forget = this::forget;
    private @Nullable Attached attached;
    private long told;
    private long timer = -1;
    private boolean begun;
    private boolean ended;
    private boolean forgotten;
    private @Nullable StreamReader pouring;

    /** A connection that the stream is read on. */
    private record Attached(StreamReader reader, EventResponse response) {}

    /**
     * @param first the response to the request itself
     * @param session id of the session
     * @param primed whether the client's revision knows events that only tell an id
     */
    AnswerStream(EventResponse first, AnswerStreams streams, String session, boolean primed, KeptMessages kept) {
        this.first = first;
        this.streams = streams;
        this.session = session;
        this.primed = primed;
        this.kept = kept;
    }

    /** Has the stream begin if the answer takes long, so that it can be come back to. */
    AnswerStream soon() {
        if (primed && first.takesStreams()) {
            timer = streams.after(streams.config().streamAfter(), this::begin);
        }
        return this;
    }

    boolean isOf(String thatSession) {
        return session.equals(thatSession);
    }

    String name() {
        return kept.name();
    }

    @Override
    public void begin() {
        if (begun || !first.takesStreams()) {
            return;
        }
        begun = true;
        streams.cancel(timer);
        boolean room = streams.add(this);
        Uni.createFrom()
                .<Long>emitter(over -> attach(first, streams.readerOfRequest(first, this::left, over), kept.id(0)))
                .subscribe()
                .with(sent -> first.end(), gone -> {});
        boolean left;
        synchronized (this) {
            left = attached == null;
        }
        if (left || !room) {
            // Nobody was told an id to come back with, or nothing can be kept.
            forget();
        }
    }

    /** Whether this event was one of these, and may be come back with. */
    synchronized boolean has(String eventId) {
        return kept.number(eventId).isPresent();
    }

    /** Is read on this connection from now on, and on no other; what came after that event is written. */
    synchronized void attach(EventResponse response, StreamReader reader, String lastEventId) {
        Attached before = attached;
        attached = new Attached(reader, response);
        told = kept.number(lastEventId).orElse(told);
        if (before != null) {
            before.reader().endSoon();
        }
        reader.begin(this::flush);
        if (primed) {
            response.retryAfter(streams.config().retry());
            reader.prime(kept.id(told));
        }
        flush(reader);
    }

    /** That connection ended. */
    synchronized void left(StreamReader gone) {
        if (attached != null && attached.reader() == gone) {
            attached = null;
            if (forgotten && pouring == null) {
                giveUp(strings.getAndSet(null));
            }
        }
    }

    @Override
    public void notified(JsonSlice notification) {
        say(notification, true, false);
    }

    @Override
    public void notice(JsonSlice notification) {
        say(notification, false, false);
    }

    @Override
    public boolean ask(JsonSlice request) {
        return say(request, false, false);
    }

    @Override
    public void event(String id, @Nullable JsonSlice notification) {
        if (notification != null) {
            notice(notification);
        }
    }

    private boolean say(JsonSlice message, boolean news, boolean isLast) {
        begin();
        if (!begun) {
            return false;
        }
        StreamReader reader;
        synchronized (this) {
            reader = attached == null ? null : attached.reader();
            ended |= isLast;
            if (!kept.add(message, news, isLast, reader != null)) {
                return false;
            }
        }
        if (reader != null) {
            reader.run(() -> flush(reader));
        }
        return true;
    }

    /** Whether the answer belongs on the stream. If not, it is left to the response, with the strings it has. */
    public boolean takesAnswer() {
        streams.cancel(timer);
        if (!begun) {
            LongStrings none = strings.getAndSet(null);
            if (none != null) {
                first.keeps(none);
            }
        }
        return begun;
    }

    /** Says the answer, with which the stream ends. */
    public void answer(JsonSlice message) {
        LongStrings given = strings.get();
        if (given != null && !given.isIn(message.toBytes())) {
            giveUp(strings.getAndSet(null));
        }
        if (!say(message, false, true)) {
            forget();
        } else if (!isForgotten()) {
            streams.ended(forget);
        }
    }

    private synchronized boolean isForgotten() {
        return forgotten;
    }

    private synchronized void flush(StreamReader reader) {
        while (attached != null && attached.reader() == reader && pouring != reader && reader.takesMore()) {
            KeptMessages.Kept next = kept.after(told);
            if (next == null) {
                if (ended) {
                    reader.endSoon();
                }
                return;
            }
            told = next.number();
            LongStrings poured = next.isLast() ? strings.get() : null;
            if (poured != null) {
                pouring = reader;
                attached.response().pour(kept.id(told), next.message(), poured, all -> poured(reader, all));
                return;
            }
            reader.write(kept.id(told), next.message());
            kept.written(next);
        }
    }

    /** What is that long is kept for no second time. */
    private void poured(StreamReader reader, boolean all) {
        synchronized (this) {
            pouring = pouring == reader ? null : pouring;
        }
        if (all || isForgotten()) {
            forget();
        }
        if (all) {
            reader.endSoon();
        }
    }

    /** Nobody can come back to it any more. Who reads it now may read on. */
    void forget() {
        streams.remove(this, forget);
        synchronized (this) {
            forgotten = true;
            kept.close(attached == null ? Long.MAX_VALUE : told);
            if (pouring == null && (attached == null || ended && told == kept.last())) {
                giveUp(strings.getAndSet(null));
            }
        }
    }

    private static void giveUp(@Nullable LongStrings given) {
        if (given != null) {
            given.close();
        }
    }

    @Override
    public boolean keeps(LongStrings newStrings) {
        giveUp(strings.getAndSet(newStrings));
        return true;
    }

    @Override
    public boolean takesStreams() {
        return first.takesStreams();
    }

    @Override
    public void keepAlive() {
        // each connection sees to that itself
    }

    @Override
    public boolean isFull() {
        return first.isFull();
    }

    @Override
    public void onDrained(Runnable caughtUp) {
        first.onDrained(caughtUp);
    }

    /** In this era a client that goes away means nothing. */
    @Override
    public void onGone(Runnable abort) {}

    @Override
    public void cut() {
        first.cut();
    }

    @Override
    public Executor loop() {
        return first.loop();
    }
}
