package dev.portolan.audit.event.flood;

import java.util.HashMap;
import java.util.Map;

/**
 * Which refusals of callers nobody knows are recorded one by one: in each window the first of each network.
 * Thread-safe.
 */
public final class Window {
    private final int individually;
    private final int networks;
    private final Map<String, Integer> recorded = new HashMap<>();

    /**
     * A first window.
     *
     * @param individually most that are recorded one by one of each network
     * @param networks most that are told apart; further ones are one, which is the empty text
     */
    public Window(int individually, int networks) {
        this.individually = individually;
        this.networks = networks;
    }

    /** The network of this IP address, as far as it is told apart. */
    public synchronized String network(String address) {
        return toldApart(Network.of(address));
    }

    /** Whether a further refusal of this network may be recorded by itself; if so, it is one more. */
    public synchronized boolean admits(String network) {
        return recorded.merge(toldApart(network), 1, Integer::sum) <= individually;
    }

    private String toldApart(String network) {
        return recorded.containsKey(network) || recorded.size() < networks ? network : "";
    }

    /** Another window begins. */
    public synchronized void end() {
        recorded.clear();
    }
}
