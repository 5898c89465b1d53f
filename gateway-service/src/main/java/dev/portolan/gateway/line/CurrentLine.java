package dev.portolan.gateway.line;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The line to one connector, whichever it is at the moment: begun when it is first needed, and again when it is needed
 * after it ended, but not at once if it ends again and again. Thread-safe.
 */
public final class CurrentLine {
    private final String connector;
    private final Starter starter;
    private final Backoff backoff;
    private @Nullable CompletableFuture<Line> current;
    private long lines;
    private long notBefore;
    private boolean closed;

    /** Begins lines. */
    public interface Starter {
        /**
         * Begins a line. Returns at once.
         *
         * @param name of the line
         * @param next completed with the line, or failed with {@link CallRefused} if there is none
         * @param over told once how the line ended, when it is over or could not be begun
         */
        void start(String name, CompletableFuture<Line> next, Consumer<End> over);
    }

    /**
     * How a line ended.
     *
     * @param lasted how long it lasted
     * @param atProbe whether it ended at the question that tells the eras apart: one of the older era may, each time
     *     it is asked, and is no worse for it
     */
    public record End(Duration lasted, boolean atProbe) {}

    public CurrentLine(String connector, Starter starter, Backoff backoff) {
        this.connector = connector;
        this.starter = starter;
        this.backoff = backoff;
        this.notBefore = System.nanoTime();
    }

    /** The line of now, begun if there is none; fails with {@link CallRefused}. */
    CompletableFuture<Line> line() {
        CompletableFuture<Line> next;
        String name;
        synchronized (this) {
            if (current != null) {
                return current;
            }
            long wait = notBefore - System.nanoTime();
            if (closed || wait > 0) {
                return CompletableFuture.failedFuture(unavailable(
                        closed
                                ? "is no longer configured"
                                : "has ended again and again; it is left alone for " + (1 + wait / 1_000_000_000)
                                        + " s at most"));
            }
            next = new CompletableFuture<>();
            name = Long.toString(++lines);
            current = next;
        }
        starter.start(name, next, end -> ended(next, end));
        return next;
    }

    /** The line of now, or empty if there is none. */
    synchronized Optional<Line> running() {
        boolean runs = current != null && current.isDone() && !current.isCompletedExceptionally();
        return runs && current != null ? Optional.of(current.join()) : Optional.empty();
    }

    private synchronized void ended(CompletableFuture<Line> line, End end) {
        if (!end.atProbe()) {
            notBefore = System.nanoTime() + backoff.after(end.lasted()).toNanos();
        }
        if (current == line) {
            current = null;
        }
    }

    /** Begins nothing any more, and ends what there is. Returns at once. */
    void close() {
        CompletableFuture<Line> last;
        synchronized (this) {
            closed = true;
            last = current;
        }
        if (last != null) {
            CompletableFuture<?> unused = last.thenAccept(Line::end);
        }
    }

    private CallRefused unavailable(String how) {
        return new CallRefused(Refusal.CONNECTOR_UNAVAILABLE, "Connector " + connector + " " + how);
    }
}
