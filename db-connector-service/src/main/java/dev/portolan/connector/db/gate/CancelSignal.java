package dev.portolan.connector.db.gate;

/** Tells the gate that nobody waits for the answer any more. */
public interface CancelSignal {
    /** Never given. */
    CancelSignal NEVER = new CancelSignal() {
        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void onCancelled(Runnable action) {}
    };

    boolean isCancelled();

    /** Runs the action when it is given, at once if it has been. The action may block. */
    void onCancelled(Runnable action);
}
