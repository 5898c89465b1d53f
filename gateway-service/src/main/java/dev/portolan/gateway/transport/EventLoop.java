package dev.portolan.gateway.transport;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.mcp.JsonSlice;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/** Brings a request back to its own event loop after it waited for something that others wait for too. */
public final class EventLoop {
    private EventLoop() {}

    /** Runs steps on the event loop this is called on; at once if they come from there, or if this is none. */
    public static Executor ofThisRequest() {
        Context mine = Vertx.currentContext();
        return mine == null ? Runnable::run : on(mine);
    }

    /** Runs steps on that event loop; at once if they come from there. */
    public static Executor on(Context loop) {
        return step -> {
            if (Vertx.currentContext() == loop) {
                step.run();
            } else {
                loop.runOnContext(ready -> step.run());
            }
        };
    }

    /** A listener on one event loop, for one who speaks on another. */
    static CallListener between(Executor listening, CallListener listener, Executor speaking) {
        return new CallListener.Through() {
            @Override
            public CallListener listener() {
                return listener;
            }

            @Override
            public void notified(JsonSlice notification) {
                listening.execute(() -> listener.notified(notification));
            }

            @Override
            public void onGone(Runnable abort) {
                listening.execute(() -> listener.onGone(() -> speaking.execute(abort)));
            }
        };
    }
}
