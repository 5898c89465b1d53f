package dev.portolan.gateway.screen;

import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.Home;
import dev.portolan.gateway.catalog.RoutedCall;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.SealedHandles;
import java.time.Duration;
import java.util.Optional;

/**
 * The ids of connectors' tasks, sealed on their way to the client (SEP-2663): one opens only for the caller and at the
 * endpoint it was made for, and says which tool of which connector its task came from, so that whoever asks for the
 * task is judged as if calling the tool again.
 */
public final class TaskIds {
    private static final String PURPOSE = "task ";

    private final HomedHandles handles;

    /**
     * @param lifetime how long a task can be asked for
     * @param here this replica
     */
    public TaskIds(SealedHandles handles, Duration lifetime, Home here) {
        this.handles = new HomedHandles(handles, lifetime, here);
    }

    /** How long a task can be asked for, whatever its connector says. */
    Duration lifetime() {
        return handles.lifetime();
    }

    String seal(RoutedCall routed, String id, boolean held) {
        Asked asked = routed.call().asked();
        JsonObject content = JsonObject.empty()
                .set("c", routed.feature().connector())
                .set("u", routed.feature().upstreamName())
                .set("n", routed.call().name())
                .set("t", id)
                .set("o", asked.origin().callId().toString());
        return handles.seal(purpose(asked.endpoint()), asked.caller(), content, held);
    }

    /**
     * The call with the task it is about, if it is about one.
     *
     * @throws CallRefused as {@link CallRefused#unknownTask} if the id was altered, has expired, or belongs to another
     *     caller or endpoint
     */
    public Call opened(Call call) {
        if (!call.operation().isAboutTask()) {
            return call;
        }
        Asked asked = call.asked();
        return Optional.ofNullable(asked.message().params().text("taskId"))
                .flatMap(id -> handles.open(purpose(asked.endpoint()), asked.caller(), id))
                .map(content -> call.about(text(content, "n"), task(content)))
                .orElseThrow(() -> call.unknown(""));
    }

    private static Call.Task task(JsonObject content) {
        return new Call.Task(text(content, "c"), text(content, "u"), text(content, "t"), text(content, "o"));
    }

    /** The replica that a task's connector may ask something on; empty if it may not, or there is no such task. */
    public Optional<Home> home(Caller caller, Endpoint endpoint, String id) {
        return handles.home(purpose(endpoint), caller, id);
    }

    private static String text(JsonObject content, String member) {
        return String.valueOf(content.text(member));
    }

    private static String purpose(Endpoint endpoint) {
        return PURPOSE + endpoint.path();
    }
}
