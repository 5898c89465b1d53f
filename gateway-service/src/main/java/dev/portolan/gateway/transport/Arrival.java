package dev.portolan.gateway.transport;

import dev.portolan.gateway.spill.LongAnswers;
import dev.portolan.gateway.spill.LongStrings;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.StringSieve;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One answer as its bytes arrive: in memory while it is short, then with its long strings on disk if whoever waits for
 * it keeps them, and its sender held up while the disk is busy. Lives on one event loop.
 */
final class Arrival {
    private final LongAnswers longAnswers;
    private final long longest;
    private final Predicate<LongStrings> keeper;
    private final ReadStream<?> source;
    private Buffer held = Buffer.buffer();
    private @Nullable LongStrings strings;
    private @Nullable StringSieve sieve;
    private boolean asked;
    private long length;

    /**
     * @param longest most bytes of it
     * @param keeper keeps long strings until the answer is written; false if it cannot
     * @param source where it comes from
     */
    Arrival(LongAnswers longAnswers, long longest, Predicate<LongStrings> keeper, ReadStream<?> source) {
        this.longAnswers = longAnswers;
        this.longest = longest;
        this.keeper = keeper;
        this.source = source;
    }

    /**
     * The next bytes of it.
     *
     * @throws ProtocolError with status 413 if it grows too long, else if it cannot become JSON
     * @throws LongStrings.NoRoom if there is no room for it
     */
    void part(byte[] bytes, int from, int to) {
        length += to - from;
        if (length > longest) {
            throw tooLong(longest);
        }
        StringSieve taking = sieve;
        if (taking != null) {
            taking.feed(bytes, from, to);
            holdUp();
            return;
        }
        held.appendBytes(bytes, from, to - from);
        if (held.length() > longAnswers.inMemory() && !asked && grows()) {
            return;
        }
        if (held.length() > longAnswers.longestInMemory()) {
            throw tooLong(longAnswers.longestInMemory());
        }
    }

    /** From here on it goes through the disk; false if it cannot. */
    boolean grows() {
        asked = true;
        LongStrings fresh = longAnswers.open();
        if (!keeper.test(fresh)) {
            fresh.close();
            return false;
        }
        fresh.onDrained(source::resume);
        StringSieve taking = longAnswers.sieve(fresh);
        strings = fresh;
        sieve = taking;
        byte[] before = held.getBytes();
        held = Buffer.buffer();
        taking.feed(before, 0, before.length);
        holdUp();
        return true;
    }

    private void holdUp() {
        if (strings != null && strings.isFull()) {
            source.pause();
        }
    }

    /** All of it, with marks for the strings that are on disk by then; fails if they cannot be put there. */
    Future<byte[]> end() {
        return strings == null || sieve == null
                ? Future.succeededFuture(held.getBytes())
                : strings.written().map(sieve.end());
    }

    private static ProtocolError tooLong(long most) {
        return new ProtocolError(413, ErrorCode.INVALID_REQUEST, "its answer is longer than " + most + " bytes");
    }
}
