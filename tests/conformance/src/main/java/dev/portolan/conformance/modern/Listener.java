package dev.portolan.conformance.modern;

import dev.portolan.conformance.http.EventStream;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.MetaKey;
import java.util.List;

/** One stream that a client opened to hear of changes, and which changes it asked for. */
final class Listener {
    private static final String SUBSCRIPTION_ID = MetaKey.RESERVED_PREFIX + "subscriptionId";

    private final JsonRpcId id;
    private final JsonObject wanted;
    private final EventStream stream;

    Listener(JsonRpcId id, JsonObject wanted, EventStream stream) {
        this.id = id;
        this.wanted = wanted;
        this.stream = stream;
    }

    /** Says what will be told; the first message of the stream. */
    void acknowledge() {
        send("notifications/subscriptions/acknowledged", JsonObject.empty().set("notifications", wanted.toSlice()));
    }

    void listChanged(String list) {
        if (wanted.has(list + "ListChanged")) {
            send("notifications/" + list + "/list_changed", JsonObject.empty());
        }
    }

    void taskChanged(String taskId, JsonObject task) {
        JsonSlice asked = wanted.get("taskIds");
        List<JsonSlice> ids = asked == null ? List.of() : asked.elements();
        if (ids.contains(JsonSlice.ofText(taskId))) {
            send("notifications/tasks", task);
        }
    }

    /** False if nobody listens any more. */
    boolean isThere() {
        return stream.keepAlive();
    }

    void close() {
        stream.close();
    }

    private void send(String method, JsonObject params) {
        JsonObject meta = JsonObject.empty().set(SUBSCRIPTION_ID, JsonSlice.trusted(id.json()));
        stream.send(
                JsonRpc.notification(method, params.set("_meta", meta.toSlice()).toSlice()));
    }
}
