package dev.portolan.conformance.call;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells both faces which list has changed. */
public final class Announcements {
    private final List<Consumer<String>> faces = new CopyOnWriteArrayList<>();

    /** @param face takes {@code tools}, {@code prompts} or {@code resources} */
    public void to(Consumer<String> face) {
        faces.add(face);
    }

    /** Announces that a list has changed. */
    public void changed(String list) {
        faces.forEach(face -> face.accept(list));
    }
}
