package dev.portolan.standin.github;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Remembers the latest exchanges and tells them to listeners. */
public final class Journal {

    private static final int KEPT = 1000;

    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final List<Consumer<Exchange>> listeners = new CopyOnWriteArrayList<>();

    void add(Exchange exchange) {
        if (exchanges.size() >= KEPT) {
            exchanges.remove(0);
        }
        exchanges.add(exchange);
        listeners.forEach(listener -> listener.accept(exchange));
    }

    void listen(Consumer<Exchange> listener) {
        listeners.add(listener);
    }

    /** The exchanges in the order they were answered. */
    public List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    /** Forgets them. */
    public void clear() {
        exchanges.clear();
    }
}
