package dev.portolan.gateway.spill;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;

/** Gives a text with its long strings in their places, part by part. Lives on the event loop it is made on. */
final class Pour {
    private static final int BLOCK = 64 * 1024;

    private final LongStrings strings;
    private final byte[] json;
    private final Function<Buffer, Future<Void>> to;
    private final Context loop = Objects.requireNonNull(Vertx.currentContext());
    private final Promise<Void> over = Promise.promise();
    private int at;
    private long position;
    private long end;

    /** @param to takes a part, and completes when it takes the next */
    Pour(LongStrings strings, byte[] json, Function<Buffer, Future<Void>> to) {
        this.strings = strings;
        this.json = json;
        this.to = to;
    }

    Future<Void> begin() {
        next();
        return over.future();
    }

    private void next() {
        AsyncFile file = strings.file();
        if (file == null) {
            over.tryFail("given up");
        } else if (position < end) {
            block(file);
        } else if (at < json.length) {
            text();
        } else {
            over.tryComplete();
        }
    }

    private void block(AsyncFile file) {
        int size = (int) Math.min(BLOCK, end - position);
        long from = position;
        position += size;
        // Always as a step of its own: what is read already would else be given ever deeper within this one.
        file.read(Buffer.buffer(size), 0, from, size)
                .onSuccess(block -> loop.runOnContext(now -> give(block)))
                .onFailure(over::tryFail);
    }

    /** The text up to the next string. */
    private void text() {
        int mark = strings.next(json, at);
        int until = mark < 0 ? json.length : mark;
        Buffer part = Buffer.buffer(Arrays.copyOfRange(json, at, until));
        at = until;
        if (mark >= 0) {
            LongStrings.Range string = strings.at(json, mark);
            position = string.from();
            end = string.to();
            at = LongStrings.endOf(json, mark);
        }
        give(part);
    }

    private void give(Buffer part) {
        to.apply(part).onSuccess(taken -> next()).onFailure(over::tryFail);
    }
}
