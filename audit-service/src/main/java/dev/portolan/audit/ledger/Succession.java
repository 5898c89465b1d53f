package dev.portolan.audit.ledger;

import dev.portolan.audit.ledger.log.Place;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The batches that this replica is appending, one behind the other. While one holds the head of the log and sums up,
 * the next writes its rows for the places behind it. They are the wrong ones if that one is rolled back, or if another
 * replica comes in between; then it writes them again. Where that happens, it is tried less often.
 */
@ApplicationScoped
class Succession {

    /** Batches that write no rows ahead after so many misses in a row that it would be more. */
    private static final int MOST_SKIPPED = 64;

    private CompletableFuture<Optional<Place>> lastEnd = CompletableFuture.completedFuture(Optional.empty());
    private CompletableFuture<@Nullable Void> lastOver = CompletableFuture.completedFuture(null);
    private int misses;
    private int skip;

    /** A batch that is not behind any other yet; to be closed when it is committed, or is not going to be. */
    Member member() {
        return new Member();
    }

    private synchronized boolean isWorthIt() {
        return skip == 0 || --skip == 0;
    }

    private synchronized void guessed(boolean right) {
        misses = right ? 0 : misses + 1;
        skip = right ? 0 : Math.min(MOST_SKIPPED, 1 << Math.min(misses, 30));
    }

    /** One batch. Used by one thread. */
    final class Member implements AutoCloseable {

        /** Where the one before ends; completed without a place when it is over. */
        private CompletableFuture<Optional<Place>> endBefore = new CompletableFuture<>();

        private CompletableFuture<@Nullable Void> overBefore = new CompletableFuture<>();
        private final CompletableFuture<Optional<Place>> end = new CompletableFuture<>();
        private final CompletableFuture<@Nullable Void> over = new CompletableFuture<>();

        private Member() {}

        /** Goes behind all others. To be called before it asks, and not while another's row is waited for. */
        void join() {
            synchronized (Succession.this) {
                endBefore = lastEnd;
                overBefore = lastOver;
                lastEnd = end;
                lastOver = over;
            }
        }

        /** Where this one will begin, as soon as the one before holds the head; none if that one is over by then. */
        Optional<Place> guess() throws SQLException {
            return !overBefore.isDone() && isWorthIt() ? await(endBefore) : Optional.empty();
        }

        /** Waits until the one before is over. */
        void awaitTurn() throws SQLException {
            await(overBefore);
        }

        /** It holds the head, and will end there. */
        void holdsHead(Optional<Place> guess, Place first, int leaves) {
            end.complete(Optional.of(first.behind(leaves)));
            guess.ifPresent(place -> guessed(place.equals(first)));
        }

        @Override
        public void close() {
            end.complete(Optional.empty());
            over.complete(null);
        }

        private <T extends @Nullable Object> T await(CompletableFuture<T> other) throws SQLException {
            try {
                return other.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("interrupted", "57014", e);
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
