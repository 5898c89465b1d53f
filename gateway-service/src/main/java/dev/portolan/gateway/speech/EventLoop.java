package dev.portolan.gateway.speech;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/** Brings a request back to its own event loop after it waited for something that others wait for too. */
public final class EventLoop {
    private EventLoop() {}

    /** Runs steps on the event loop this is called on; at once if they come from there, or if this is none. */
    public static Executor ofThisRequest() {
        Context mine = Vertx.currentContext();
        if (mine == null) {
            return Runnable::run;
        }
        return step -> {
            if (Vertx.currentContext() == mine) {
                step.run();
            } else {
                mine.runOnContext(ready -> step.run());
            }
        };
    }
}
