package dev.portolan.conformance.task;

import dev.portolan.conformance.call.FeatureCall;
import dev.portolan.conformance.call.Results;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.ProtocolError;

/** The methods by which a client follows its tasks. */
public final class TaskMethods {
    private static final String PREFIX = "tasks/";

    private final Tasks tasks;

    public TaskMethods(Tasks tasks) {
        this.tasks = tasks;
    }

    /** Whether a method is about tasks. */
    public static boolean owns(String method) {
        return method.startsWith(PREFIX);
    }

    /**
     * Answers a request about a task.
     *
     * @throws ProtocolError if there is no such method or task, or the client did not declare the extension
     */
    public JsonObject answer(String method, FeatureCall call) {
        return switch (method) {
            case "tasks/get" -> task(call).detailed();
            case "tasks/update" -> update(call);
            case "tasks/cancel" -> cancel(call);
            default -> throw new ProtocolError(404, ErrorCode.METHOD_NOT_FOUND, "there is no such method");
        };
    }

    private JsonObject update(FeatureCall call) {
        Task task = task(call);
        JsonSlice answers = call.params().get("inputResponses");
        if (answers == null || !answers.isObject()) {
            throw Results.invalidParams("inputResponses must be an object");
        }
        if (task.answer(answers.members())) {
            task.complete(Results.text("Done with what was answered."));
        }
        return JsonObject.empty();
    }

    private JsonObject cancel(FeatureCall call) {
        task(call).cancel();
        return JsonObject.empty();
    }

    private Task task(FeatureCall call) {
        TaskTools.requireExtension(call);
        String id = call.params().text("taskId");
        return tasks.find(id == null ? "" : id).orElseThrow(() -> Results.invalidParams("there is no such task"));
    }
}
