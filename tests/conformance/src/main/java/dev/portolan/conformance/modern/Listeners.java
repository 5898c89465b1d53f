package dev.portolan.conformance.modern;

import dev.portolan.conformance.call.FeatureCall;
import dev.portolan.conformance.call.Results;
import dev.portolan.conformance.http.EventStream;
import dev.portolan.conformance.http.Exchange;
import dev.portolan.conformance.task.Task;
import dev.portolan.conformance.task.Tasks;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.Message;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Everybody who listens to changes ({@code subscriptions/listen}). */
final class Listeners {
    static final String LISTEN = "subscriptions/listen";

    private static final int MOST = 256;

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();

    /**
     * Answers with a stream that stays open.
     *
     * @throws dev.portolan.mcp.ProtocolError if it does not say what to listen to, listens to tasks without having
     *     declared them, or too many listen
     */
    void listen(Exchange exchange, Message message, FeatureCall call) {
        JsonSlice filter = call.params().get("notifications");
        if (filter == null || !filter.isObject()) {
            throw Results.invalidParams("notifications must be an object");
        }
        if (listeners.size() >= MOST) {
            throw Results.invalidParams("too many listen already");
        }
        JsonObject wanted = honoured(filter.members(), call);
        EventStream stream = exchange.stream();
        JsonRpcId id = message.requestId();
        Listener listener = new Listener(id, wanted, stream);
        listener.acknowledge();
        listeners.add(listener);
    }

    void listChanged(String list) {
        listeners.forEach(listener -> listener.listChanged(list));
    }

    void taskChanged(Task task) {
        listeners.forEach(listener -> listener.taskChanged(task.id(), task.detailed()));
    }

    /** Lets go of those who are not there any more. */
    void keepAlive() {
        listeners.removeIf(listener -> !listener.isThere());
    }

    void close() {
        listeners.forEach(Listener::close);
    }

    private static JsonObject honoured(JsonObject filter, FeatureCall call) {
        JsonObject honoured = JsonObject.empty();
        for (String list : new String[] {"toolsListChanged", "promptsListChanged", "resourcesListChanged"}) {
            JsonSlice wanted = filter.get(list);
            if (wanted != null && wanted.isTrue()) {
                honoured.set(list, true);
            }
        }
        honoured.setIfPresent("resourceSubscriptions", filter.get("resourceSubscriptions"));
        if (filter.has("taskIds") && !call.declaresExtension(Tasks.EXTENSION)) {
            JsonObject extensions = JsonObject.empty().set(Tasks.EXTENSION, JsonSlice.EMPTY_OBJECT);
            throw Results.missingCapability(JsonObject.empty().set("extensions", extensions.toSlice()));
        }
        return honoured.setIfPresent("taskIds", filter.get("taskIds"));
    }
}
