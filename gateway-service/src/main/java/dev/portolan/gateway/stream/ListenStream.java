package dev.portolan.gateway.stream;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.listen.Registration;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.MetaKey;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One stream of notices, each marked with the id of the request that opened it. Lives on one event loop. */
final class ListenStream {
    private final JsonSlice id;
    private final ClientStream client;
    private final Lifeline life;
    private final TaskNotices tasks;
    private final int mostPending;
    private final Set<JsonSlice> pending = new LinkedHashSet<>();
    private @Nullable Registration registration;
    private @Nullable UniEmitter<? super JsonObject> emitter;
    private long sent;

    /** @param mostPending notices kept for a client that does not read; one more, and the stream is cut */
    ListenStream(JsonRpcId id, ClientStream client, Lifeline life, int mostPending, KnownTasks known) {
        this.id = JsonSlice.trusted(id.json());
        this.client = client;
        this.life = life;
        this.mostPending = mostPending;
        this.tasks = new TaskNotices(known, life, this::tell);
    }

    /**
     * Says first what is honoured, then what is heard.
     *
     * @param registering registers a sink
     * @param whenOver given the result the stream ends with; fails with {@link CallRefused} if nobody is there for it
     */
    void run(Function<Consumer<JsonSlice>, Registration> registering, UniEmitter<? super JsonObject> whenOver) {
        emitter = whenOver;
        Registration registered = registering.apply(this::heard);
        registration = registered;
        client.notice(marked(JsonRpc.notification(
                McpMethod.ACKNOWLEDGED,
                JsonObject.empty()
                        .set("notifications", registered.honoured().toSlice())
                        .toSlice())));
        life.begin(this::end);
        client.onDrained(this::flush);
        client.onGone(
                () -> finish(done -> done.fail(new CallRefused(Refusal.CANCELLED, "The caller listens no more"))));
    }

    /** How many notices went out. */
    long sent() {
        return sent;
    }

    /** Ends in good order, from any thread. */
    void endSoon() {
        life.run(this::end);
    }

    static CallRefused defect() {
        return new CallRefused(Refusal.INTERNAL, "The gateway failed while it listened");
    }

    private void heard(JsonSlice notification) {
        life.run(() -> {
            Message message = Message.of(notification);
            if (message.method().equals(McpMethod.TASK_CHANGED)) {
                tasks.changed(String.valueOf(message.params().text("taskId")));
            } else {
                tell(notification);
            }
        });
    }

    private void tell(JsonSlice notification) {
        // Said twice is said once: what a slow client has not read yet covers what happened since.
        pending.add(marked(notification));
        if (pending.size() > mostPending) {
            client.cut();
        } else {
            flush();
        }
    }

    private void flush() {
        while (!life.isOver() && !pending.isEmpty() && !client.isFull()) {
            JsonSlice next = pending.iterator().next();
            pending.remove(next);
            client.notice(next);
            sent++;
        }
    }

    private void end() {
        finish(done ->
                done.complete(JsonObject.empty().set("resultType", "complete").set("_meta", meta())));
    }

    private void finish(Consumer<UniEmitter<? super JsonObject>> how) {
        if (!life.end()) {
            return;
        }
        if (registration != null) {
            registration.close();
        }
        if (emitter != null) {
            how.accept(emitter);
        }
    }

    private JsonSlice marked(JsonSlice notification) {
        JsonObject members = notification.members();
        JsonSlice params = members.get("params");
        JsonObject marked = params == null ? JsonObject.empty() : params.members();
        return members.set("params", marked.set("_meta", meta()).toSlice()).toSlice();
    }

    private JsonSlice meta() {
        return JsonObject.empty().set(MetaKey.SUBSCRIPTION_ID, id).toSlice();
    }
}
