package dev.portolan.gateway.line;

import java.util.concurrent.Executor;

/** Counts what was read and not yet heard, so that whoever reads can wait. Thread-safe. */
public final class Unheard {
    private final int most;
    private final Runnable onRoom;
    private int count;

    /**
     * @param most as much as may be unheard before the reader is to wait
     * @param onRoom run when that much was and less is now; on any thread
     */
    public Unheard(int most, Runnable onRoom) {
        this.most = most;
        this.onRoom = onRoom;
    }

    /** Has something heard on that event loop. */
    void on(Executor loop, Runnable step) {
        synchronized (this) {
            count++;
        }
        loop.execute(() -> {
            try {
                step.run();
            } finally {
                heard();
            }
        });
    }

    private void heard() {
        boolean room;
        synchronized (this) {
            room = count-- == most;
            notifyAll();
        }
        if (room) {
            onRoom.run();
        }
    }

    public synchronized boolean isFull() {
        return count >= most;
    }

    /** Blocks while it is full. */
    public synchronized void awaitRoom() throws InterruptedException {
        while (count >= most) {
            wait();
        }
    }
}
