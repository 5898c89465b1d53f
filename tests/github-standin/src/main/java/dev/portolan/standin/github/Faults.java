package dev.portolan.standin.github;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The troubles to come: each request takes the next one. */
public final class Faults {

    private final Queue<Fault> next = new ConcurrentLinkedQueue<>();

    /** Spoils the next so many requests. */
    public void add(Fault.Kind kind, String value, int times) {
        for (int i = 0; i < times; i++) {
            next.add(new Fault(kind, value));
        }
    }

    /** Spoils the next request. */
    public void add(Fault.Kind kind, String value) {
        add(kind, value, 1);
    }

    /** Everything is well again. */
    public void clear() {
        next.clear();
    }

    Optional<Fault> take() {
        return Optional.ofNullable(next.poll());
    }
}
