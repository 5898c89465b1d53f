package dev.portolan.gateway.spill;

import dev.portolan.mcp.StringSieve;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.streams.WriteStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The long strings of one answer, on disk. The answer has a mark in the place of each, which nobody else can know and
 * which passes through whatever is done to the answer; where it is written, the strings take their places again.
 * Taken in on one event loop; read on any, when all is {@link #written}.
 */
public final class LongStrings implements StringSieve.Sink {
    private static final int MOST_EARLY = 16;

    private final SpillRoom room;
    private final Vertx vertx;
    private final long stallMillis;
    private final String mark = "portolan-" + UUID.randomUUID() + "-";
    private final byte[] markBytes = mark.getBytes(StandardCharsets.US_ASCII);
    private final List<Range> ranges = new ArrayList<>();
    private final Deque<Buffer> early = new ArrayDeque<>();
    private final AtomicLong taken = new AtomicLong();
    private final Promise<Void> written = Promise.promise();
    private volatile @Nullable AsyncFile file;
    private volatile boolean closed;
    private Runnable drained = () -> {};
    private long begin;
    private long length;
    private int writing;
    private boolean complete;

    /** Where a string lies in the file. */
    record Range(long from, long to) {}

    /** There is no more room for long answers. */
    public static final class NoRoom extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoRoom() {
            super("no room for long answers", null, false, false);
        }
    }

    /** @param stallMillis how long whoever reads them may take nothing */
    LongStrings(SpillRoom room, Vertx vertx, long stallMillis) {
        this.room = room;
        this.vertx = vertx;
        this.stallMillis = stallMillis;
        room.create().onSuccess(this::opened).onFailure(written::tryFail);
    }

    private void opened(AsyncFile open) {
        file = open;
        open.exceptionHandler(written::tryFail);
        if (closed) {
            open.close();
            return;
        }
        early.forEach(buffer -> write(open, buffer));
        early.clear();
        open.drainHandler(ready -> drained.run());
        drained.run();
        settle();
    }

    private void write(AsyncFile open, Buffer buffer) {
        writing++;
        open.write(buffer).onComplete(done -> {
            writing--;
            if (done.failed()) {
                written.tryFail(done.cause());
            }
            settle();
        });
    }

    private void settle() {
        if (complete && writing == 0 && file != null) {
            written.tryComplete();
        }
    }

    /** @throws NoRoom if there is no room for more */
    @Override
    public void part(byte[] bytes, int from, int to) {
        if (from == to || closed) {
            return;
        }
        if (!room.take(to - from)) {
            throw new NoRoom();
        }
        taken.addAndGet(to - from);
        length += to - from;
        Buffer buffer = Buffer.buffer(Arrays.copyOfRange(bytes, from, to));
        AsyncFile open = file;
        if (open == null) {
            early.add(buffer);
        } else {
            write(open, buffer);
        }
    }

    @Override
    public String end() {
        ranges.add(new Range(begin, length));
        begin = length;
        return mark + (ranges.size() - 1);
    }

    /** Whether whoever gives more ought to wait until it is {@link #onDrained drained}. */
    public boolean isFull() {
        AsyncFile open = file;
        return open == null ? early.size() > MOST_EARLY : open.writeQueueFull();
    }

    /** Has this run whenever there is room for more. */
    public void onDrained(Runnable newDrained) {
        drained = newDrained;
    }

    /** There are no more; completes when all are on disk, fails if they cannot be put there. */
    public Future<Void> written() {
        complete = true;
        settle();
        return written.future();
    }

    /** Whether one of the strings belongs into this text. */
    public boolean isIn(byte[] json) {
        return next(json, 0) >= 0;
    }

    /** Whether each of the strings that belong into this text is a whole string there. */
    public boolean fits(byte[] json) {
        for (int at = next(json, 0); at >= 0; at = next(json, at + 1)) {
            int end = at + markBytes.length;
            while (end < json.length && Character.isDigit(json[end])) {
                end++;
            }
            if (json[at - 1] != '"' || at > 1 && json[at - 2] == '\\' || end == json.length || json[end] != '"') {
                return false;
            }
        }
        return true;
    }

    /** The length of this text with the strings in their places, in bytes. */
    public long lengthOf(byte[] json) {
        long whole = json.length;
        for (int at = next(json, 0); at >= 0; at = next(json, at + 1)) {
            Range range = at(json, at);
            whole += range.to() - range.from() - (endOf(json, at) - at);
        }
        return whole;
    }

    /**
     * Writes this text with the strings in their places, part by part.
     *
     * @param json into which the strings {@link #fits fit}
     * @param to takes a part, and completes when it takes the next; on the event loop this is called on
     */
    public Future<Void> pour(byte[] json, Function<Buffer, Future<Void>> to) {
        return new Pour(this, json, to).begin();
    }

    /** Writes this text with the strings in their places as fast as they are read; fails if they are not read. */
    public Future<Void> writeTo(byte[] json, WriteStream<Buffer> stream) {
        return pour(json, new Reader(stream, vertx, stallMillis));
    }

    /** Gives them up. From any thread, any number of times. */
    public void close() {
        closed = true;
        AsyncFile open = file;
        file = null;
        if (open != null) {
            open.close();
        }
        room.give(taken.getAndSet(0));
    }

    /** The open file, or null if the strings were given up. */
    @Nullable AsyncFile file() {
        return file;
    }

    /** Where the next mark in this text is, or -1 if there is none. */
    int next(byte[] json, int from) {
        return find(markBytes, json, from);
    }

    /** Where the string lies whose mark is there. */
    Range at(byte[] json, int mark) {
        int from = mark + markBytes.length;
        return ranges.get(
                Integer.parseInt(new String(json, from, endOf(json, mark) - from, StandardCharsets.US_ASCII)));
    }

    /** Where a mark ends that is there. */
    static int endOf(byte[] json, int at) {
        int end = at;
        while (json[end] != '"') {
            end++;
        }
        return end;
    }

    private static int find(byte[] wanted, byte[] in, int from) {
        for (int at = from; at <= in.length - wanted.length; at++) {
            if (in[at] == wanted[0] && Arrays.equals(in, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
