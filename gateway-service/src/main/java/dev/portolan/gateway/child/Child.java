package dev.portolan.gateway.child;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The process of one connector, whichever it is at the moment: started when it is first needed, and again when it is
 * needed after it ended, but not at once if it ends again and again. Thread-safe.
 */
final class Child {
    private static final Logger LOG = Logger.getLogger(Child.class);

    private final Launch launch;
    private final Life.Terms terms;
    private final Backoff backoff;
    private @Nullable CompletableFuture<Life> current;
    private long lives;
    private long notBefore;
    private boolean closed;

    Child(Launch launch, Life.Terms terms) {
        this.launch = launch;
        this.terms = terms;
        this.backoff = new Backoff(terms.config());
        this.notBefore = System.nanoTime();
    }

    /** The life of now, begun if there is none; fails with {@link CallRefused}. */
    synchronized CompletableFuture<Life> life() {
        if (current != null) {
            return current;
        }
        long wait = notBefore - System.nanoTime();
        if (closed || wait > 0) {
            return CompletableFuture.failedFuture(unavailable(
                    closed
                            ? "is no longer configured"
                            : "has ended again and again; it is started again in " + (1 + wait / 1_000_000_000)
                                    + " s at most"));
        }
        CompletableFuture<Life> next = new CompletableFuture<>();
        String name = Long.toString(++lives);
        current = next;
        terms.threads().execute(() -> begin(name, next));
        return next;
    }

    /** The life of now, or empty if there is none. */
    synchronized Optional<Life> running() {
        boolean runs = current != null && current.isDone() && !current.isCompletedExceptionally();
        return runs && current != null ? Optional.of(current.join()) : Optional.empty();
    }

    private void begin(String name, CompletableFuture<Life> next) {
        try {
            Process process = launch.start();
            terms.metrics().started();
            Life life = new Life(name, process, terms, ended -> leaveAlone(next, ended.lived()));
            life.begin();
            next.complete(life);
        } catch (CannotStart e) {
            LOG.warnf("the process of connector %s %s", terms.connector(), e.text());
            leaveAlone(next, Duration.ZERO);
            next.completeExceptionally(unavailable("cannot be started"));
        }
    }

    private synchronized void leaveAlone(CompletableFuture<Life> ended, Duration lived) {
        notBefore = System.nanoTime() + backoff.after(lived).toNanos();
        if (current == ended) {
            current = null;
        }
    }

    /** Starts nothing any more, and ends what runs. Returns at once. */
    void close() {
        CompletableFuture<Life> last;
        synchronized (this) {
            closed = true;
            last = current;
        }
        if (last != null) {
            terms.threads().execute(() -> last.handle((life, unborn) -> Optional.ofNullable(life))
                    .join()
                    .ifPresent(Life::end));
        }
    }

    private CallRefused unavailable(String how) {
        return new CallRefused(Refusal.CONNECTOR_UNAVAILABLE, "Connector " + terms.connector() + " " + how);
    }
}
