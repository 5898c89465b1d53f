package dev.portolan.mcp.server;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Tells a method that its answer is no longer wanted: the client closed the stream, or the call took longer than
 * {@code mcp.server.call-timeout}.
 */
public interface Cancellation {
    Result check();

    /**
     * Runs an action once the answer is no longer wanted, at once if that is so already. It may run on an event loop
     * and must not block; cancelling a statement or completing a future is what it is for.
     */
    void onCancelled(Consumer<Optional<String>> action);

    /**
     * Ends the work if it is no longer wanted.
     *
     * @throws OperationCancellationException if so
     */
    default void skipProcessingIfCancelled() {
        if (check().isRequested()) {
            throw new OperationCancellationException();
        }
    }

    /**
     * Whether to stop.
     *
     * @param isRequested whether the answer is no longer wanted
     * @param reason why, if known
     */
    record Result(boolean isRequested, Optional<String> reason) {}

    /** The work was ended because nobody wants its answer. */
    final class OperationCancellationException extends RuntimeException {
        public OperationCancellationException() {
            super("operation cancelled", null, false, false);
        }
    }
}
