package dev.portolan.gateway.stream;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes notices of what became of tasks. A connector that says it is taken for a hint, no more: the task is asked for,
 * permitted, screened and recorded like any request of the caller's, so a notice holds nothing that the caller could
 * not have asked for. Lives on one event loop.
 */
final class TaskNotices {
    private final KnownTasks tasks;
    private final Lifeline life;
    private final Consumer<JsonSlice> told;
    /** Those that are being asked for, and whether they changed since. */
    private final Map<String, Boolean> looking = new HashMap<>();

    TaskNotices(KnownTasks tasks, Lifeline life, Consumer<JsonSlice> told) {
        this.tasks = tasks;
        this.life = life;
        this.told = told;
    }

    /** A task changed. However often it does while it is being asked for, it is asked for once more. */
    void changed(String id) {
        if (looking.putIfAbsent(id, false) != null) {
            looking.put(id, true);
            return;
        }
        tasks.look(id)
                .subscribe()
                .with(answer -> life.run(() -> seen(id, answer)), unrecorded -> life.run(() -> over(id)));
    }

    private void seen(String id, Answer answer) {
        JsonSlice task = answer.result();
        if (task != null) {
            told.accept(JsonRpc.notification(
                    McpMethod.TASK_CHANGED, task.members().remove("resultType").toSlice()));
        }
        over(id);
    }

    private void over(String id) {
        if (Boolean.TRUE.equals(looking.remove(id))) {
            changed(id);
        }
    }
}
