package dev.portolan.gateway.screen;

import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.Operation;
import dev.portolan.gateway.policy.PermittedCall;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.Set;

/**
 * Decides what of a task a caller may see (SEP-2663), when its call becomes one and when it asks for it later: the
 * result a task ended with is screened as if the call had been answered with it.
 */
final class TaskScreen {
    private static final Set<String> STATUSES = Set.of("working", "input_required", "completed", "cancelled", "failed");

    private static final int LONGEST_ID = 1_024;
    private static final int LONGEST_MESSAGE = 500;

    private final TaskIds ids;

    TaskScreen(TaskIds ids) {
        this.ids = ids;
    }

    /**
     * A task in place of an answer, of which nothing is known yet but that it is.
     *
     * @param held whether its connector may ask something on this replica
     */
    JsonObject created(PermittedCall permitted, JsonObject task, boolean held) {
        Call call = permitted.routed().call();
        boolean declared = permitted.routed().feature().onlyAsTask()
                || !call.asked().revision().isModern()
                || call.asked().client().tasks() != null;
        if (call.operation() != Operation.CALL_TOOL || !declared) {
            throw ResultScreen.misbehaved(permitted, "it makes a task of what cannot be one");
        }
        String id = checked(permitted, task);
        only(task, "");
        return task.set("taskId", ids.seal(permitted.routed(), id, held));
    }

    /** A task that was asked for, with what has become of it. */
    JsonObject detailed(PermittedCall permitted, JsonObject task) {
        Call call = permitted.routed().call();
        Call.Task known = call.task();
        if (known == null || !checked(permitted, task).equals(known.id())) {
            throw ResultScreen.misbehaved(permitted, "it is about another task");
        }
        switch (String.valueOf(task.text("status"))) {
            case "completed" -> {
                only(task, "result");
                JsonObject result = object(permitted, task, "result");
                ResultScreen.checkComplete(permitted, result);
                task.set("result", result.toSlice());
            }
            case "failed" -> {
                only(task, "error");
                task.set(
                        "error",
                        ResultScreen.error(permitted, object(permitted, task, "error"))
                                .toSlice());
            }
            case "input_required" -> {
                only(task, "inputRequests");
                task.set(
                        "inputRequests",
                        InputScreen.inputs(permitted, object(permitted, task, "inputRequests"))
                                .toSlice());
            }
            default -> only(task, "");
        }
        return task.set("resultType", "complete")
                .set("taskId", String.valueOf(call.asked().message().params().text("taskId")));
    }

    /** The acknowledgement of an update or a cancellation, which says nothing. */
    static JsonObject acknowledged() {
        return JsonObject.empty().set("resultType", "complete");
    }

    /** Whether a tool's result that stands in a task says {@code isError}. */
    static boolean failed(JsonObject task) {
        JsonSlice result = task.has("taskId") ? task.get("result") : null;
        JsonSlice isError = result == null ? null : result.member("isError");
        return isError != null && isError.isTrue();
    }

    private String checked(PermittedCall permitted, JsonObject task) {
        String id = task.text("taskId");
        boolean wellFormed = id != null
                && !id.isEmpty()
                && id.length() <= LONGEST_ID
                && STATUSES.contains(String.valueOf(task.text("status")))
                && task.text("createdAt") != null
                && task.text("lastUpdatedAt") != null;
        if (id == null || !wellFormed) {
            throw ResultScreen.misbehaved(permitted, "its task lacks what every task has");
        }
        // For as long as the sealed id is good, not longer.
        JsonSlice stated = task.get("ttlMs");
        Long ttl = stated == null ? null : stated.integer();
        long longest = ids.lifetime().toMillis();
        task.set("ttlMs", ttl == null ? longest : Math.max(0, Math.min(ttl, longest)));
        String message = task.text("statusMessage");
        if (message != null) {
            task.set("statusMessage", Text.cleaned(message, LONGEST_MESSAGE));
        }
        return id;
    }

    /** Takes out what goes with another status. */
    private static void only(JsonObject task, String member) {
        Set.of("result", "error", "inputRequests", "requestState").stream()
                .filter(other -> !other.equals(member))
                .forEach(task::remove);
    }

    private static JsonObject object(PermittedCall permitted, JsonObject task, String member) {
        JsonSlice value = task.get(member);
        if (value == null || !value.isObject()) {
            throw ResultScreen.misbehaved(permitted, "its task has no " + member);
        }
        return value.members();
    }
}
