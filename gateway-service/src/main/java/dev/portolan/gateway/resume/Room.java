package dev.portolan.gateway.resume;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The memory for what is kept, shared by all streams of this replica. From any thread. */
final class Room {
    private final long bytes;
    private final AtomicLong taken = new AtomicLong();
    private final Set<Runnable> waiting = new LinkedHashSet<>();

    Room(long bytes) {
        this.bytes = bytes;
    }

    /** Takes room, if there is that much once those that wait longest have made theirs free. */
    boolean take(long wanted) {
        if (wanted > bytes) {
            return false;
        }
        while (true) {
            if (taken.addAndGet(wanted) <= bytes) {
                return true;
            }
            taken.addAndGet(-wanted);
            Runnable oldest = oldest();
            if (oldest == null) {
                return false;
            }
            oldest.run();
        }
    }

    void give(long given) {
        taken.addAndGet(-given);
    }

    /** How much is taken, in bytes. */
    long taken() {
        return taken.get();
    }

    /**
     * Has one wait that would make its room free if another needs it.
     *
     * @param free gives back what it took; takes nothing
     */
    void mayFree(Runnable free) {
        synchronized (waiting) {
            waiting.add(free);
        }
    }

    void neverMind(Runnable free) {
        synchronized (waiting) {
            waiting.remove(free);
        }
    }

    private @Nullable Runnable oldest() {
        synchronized (waiting) {
            Iterator<Runnable> all = waiting.iterator();
            if (!all.hasNext()) {
                return null;
            }
            Runnable oldest = all.next();
            all.remove();
            return oldest;
        }
    }
}
