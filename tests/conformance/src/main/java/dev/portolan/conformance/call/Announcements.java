package dev.portolan.conformance.call;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells both faces which list has changed. */
public final class Announcements {
    private final List<Consumer<String>> faces = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> times = new ConcurrentHashMap<>();

    /** How often a list has changed. */
    public int times(String list) {
        return times.getOrDefault(list, 0);
    }

    /** @param face takes {@code tools}, {@code prompts} or {@code resources} */
    public void to(Consumer<String> face) {
        faces.add(face);
    }

    /** Changes a list and announces that. */
    public void changed(String list) {
        times.merge(list, 1, Integer::sum);
        faces.forEach(face -> face.accept(list));
    }
}
