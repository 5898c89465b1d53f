package dev.portolan.mcp.server.invoke;

import dev.portolan.mcp.server.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The cancellation of one call; requested once, by whoever is first. Thread-safe. */
public final class CallCancellation implements Cancellation {
    private final List<Consumer<Optional<String>>> actions = new ArrayList<>();
    private @Nullable String reason;

    /** Asks the method to stop. Does nothing the second time. */
    public void request(String why) {
        List<Consumer<Optional<String>>> due;
        synchronized (actions) {
            if (reason != null) {
                return;
            }
            reason = why;
            due = List.copyOf(actions);
        }
        due.forEach(action -> action.accept(Optional.of(why)));
    }

    @Override
    public Result check() {
        synchronized (actions) {
            return new Result(reason != null, Optional.ofNullable(reason));
        }
    }

    @Override
    public void onCancelled(Consumer<Optional<String>> action) {
        String already;
        synchronized (actions) {
            already = reason;
            if (already == null) {
                actions.add(action);
            }
        }
        if (already != null) {
            action.accept(Optional.of(already));
        }
    }
}
