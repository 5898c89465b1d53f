package dev.portolan.mcp.server;

import io.smallrye.mutiny.Uni;

/** A {@code notifications/progress} to be sent. */
public interface ProgressNotification {
    /**
     * Sends it without waiting. Nothing is sent if the client did not ask, if the progress is not greater than the
     * last one told, or after the answer.
     */
    void sendAndForget();

    /** Sends it; completes when it is on its way or was left out for one of the reasons above. */
    Uni<Void> sendAsync();

    /** Collects what a notification says. */
    interface Builder {
        /** How far the work is, in the unit of {@code total}; must grow from one notification to the next. */
        Builder setProgress(double progress);

        /** How much there is in all. */
        Builder setTotal(double total);

        /** What is being done, for people. */
        Builder setMessage(String message);

        ProgressNotification build();
    }
}
