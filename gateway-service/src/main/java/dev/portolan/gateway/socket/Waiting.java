package dev.portolan.gateway.socket;

import dev.portolan.gateway.stream.Client;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** The client, as one request of a socket sees it: it may give up this request and stay. */
final class Waiting implements Client {
    private final Line line;
    private final Context loop;
    private final List<JsonRpcId> questions = new ArrayList<>();
    private boolean gone;
    private @Nullable Runnable abort;

    Waiting(Line line, Context loop) {
        this.line = line;
        this.loop = loop;
    }

    @Override
    public void notified(JsonSlice notification) {
        if (!gone) {
            line.sendNews(notification);
        }
    }

    @Override
    public boolean ask(JsonSlice request) {
        JsonSlice id = request.member("id");
        if (gone || id == null || !line.send(request)) {
            return false;
        }
        questions.add(new JsonRpcId(id.json()));
        return true;
    }

    @Override
    public boolean takesStreams() {
        return true;
    }

    @Override
    public void begin() {
        // a socket is open already
    }

    @Override
    public void event(String id, @Nullable JsonSlice notification) {
        if (notification != null) {
            notice(notification);
        }
    }

    @Override
    public void notice(JsonSlice notification) {
        if (!gone) {
            line.send(notification);
        }
    }

    @Override
    public void keepAlive() {
        // the socket sees to that for all of its requests
    }

    @Override
    public boolean isFull() {
        return line.isFull();
    }

    @Override
    public void onDrained(Runnable caughtUp) {
        line.onDrained(this, caughtUp);
    }

    @Override
    public void cut() {
        line.end(CloseCode.UNREAD);
    }

    @Override
    public Executor loop() {
        return step -> loop.runOnContext(now -> step.run());
    }

    @Override
    public void onGone(Runnable newAbort) {
        this.abort = newAbort;
        if (gone) {
            newAbort.run();
        }
    }

    /** Nobody wants the answer any more. */
    void leave() {
        if (!gone) {
            gone = true;
            if (abort != null) {
                abort.run();
            }
        }
    }

    boolean isGone() {
        return gone;
    }

    /** The questions that were put to the client for this request. */
    List<JsonRpcId> questions() {
        return List.copyOf(questions);
    }
}
