package dev.portolan.conformance.task;

import dev.portolan.conformance.call.FeatureCall;
import dev.portolan.conformance.call.Results;
import dev.portolan.conformance.question.Answers;
import dev.portolan.conformance.question.Questions;
import dev.portolan.conformance.question.RequestState;
import dev.portolan.conformance.tool.Tool;
import dev.portolan.conformance.tool.Tools;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tools whose calls become tasks. */
public final class TaskTools {
    private static final long SOON_MILLIS = 300;
    private static final long LONGEST_SECONDS = 120;
    private static final long LONGEST_SECONDS_WITHOUT_TASK = 3;

    private final Tasks tasks;
    private final Questions questions;
    private final RequestState states;

    private TaskTools(Tasks tasks, Questions questions, RequestState states) {
        this.tasks = tasks;
        this.questions = questions;
        this.states = states;
    }

    /** All of them. */
    public static Tools all(Tasks tasks, Questions questions, RequestState states) {
        TaskTools made = new TaskTools(tasks, questions, states);
        return Tools.of(
                "task-tools.json",
                Map.of(
                        "slow_compute", made::slowCompute,
                        "failing_job", asTask(call -> made.start(made::failAsTool)),
                        "protocol_error_job", asTask(call -> made.start(made::failAsServer)),
                        "confirm_delete", asTask(call -> made.start(task -> made.ask(task, "delete_confirmation"))),
                        "multi_input", asTask(call -> made.start(task -> made.ask(task, "first_name", "second_name"))),
                        "test_tool_with_task", asTask(made::askThenWork)));
    }

    /** A tool that can only be served as a task. */
    private static Tool asTask(Tool tool) {
        return call -> {
            requireExtension(call);
            return tool.call(call);
        };
    }

    /** Refuses a client that did not declare the tasks extension on this request. */
    static void requireExtension(FeatureCall call) {
        if (!call.declaresExtension(Tasks.EXTENSION)) {
            JsonObject extensions = JsonObject.empty().set(Tasks.EXTENSION, JsonSlice.EMPTY_OBJECT);
            throw Results.missingCapability(JsonObject.empty().set("extensions", extensions.toSlice()));
        }
    }

    private JsonObject slowCompute(FeatureCall call) {
        JsonSlice given = call.arguments().get("seconds");
        Long asked = given == null ? null : given.integer();
        long seconds = asked == null ? 0 : Math.max(0, Math.min(LONGEST_SECONDS, asked));
        JsonObject result = Results.text("Computed for " + seconds + " s.");
        if (call.declaresExtension(Tasks.EXTENSION)) {
            return start(task -> tasks.after(seconds * 1_000, () -> task.complete(result)));
        }
        if (seconds > LONGEST_SECONDS_WITHOUT_TASK) {
            return Results.toolError("Too long to wait for: this takes a client that knows tasks.");
        }
        return new CompletableFuture<JsonObject>()
                .completeOnTimeout(result, seconds, TimeUnit.SECONDS)
                .join();
    }

    private JsonObject askThenWork(FeatureCall call) {
        String state = states.open(call);
        String name = Answers.of(call).text("user_name", "content", "name");
        if (state == null || name == null) {
            return questions.askWithState(call, states.seal(call, "asked"), "user_name");
        }
        return start(task -> tasks.after(SOON_MILLIS, () -> task.complete(Results.text("Done for " + name + "."))));
    }

    private void failAsTool(Task task) {
        tasks.after(SOON_MILLIS, () -> task.complete(Results.toolError("The job failed, as it always does.")));
    }

    private void failAsServer(Task task) {
        JsonObject error =
                JsonObject.empty().set("code", ErrorCode.INTERNAL_ERROR).set("message", "The server failed.");
        tasks.after(SOON_MILLIS, () -> task.fail(error));
    }

    private void ask(Task task, String... keys) {
        JsonObject asked = JsonObject.empty();
        for (String key : keys) {
            asked.set(key, questions.fixed(key));
        }
        tasks.after(0, () -> task.ask(asked));
    }

    private JsonObject start(Consumer<Task> work) {
        Task task = tasks.create();
        JsonObject created = task.created().set("resultType", "task");
        work.accept(task);
        return created;
    }
}
