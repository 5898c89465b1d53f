package dev.portolan.gateway.call;

import dev.portolan.mcp.McpMethod;
import java.util.Arrays;
import java.util.Optional;

/** The requests that go to one connector. */
public enum Operation {
    CALL_TOOL(McpMethod.TOOLS_CALL),
    GET_PROMPT(McpMethod.PROMPTS_GET),
    READ_RESOURCE(McpMethod.RESOURCES_READ),
    COMPLETE(McpMethod.COMPLETE),
    GET_TASK(McpMethod.TASKS_GET),
    UPDATE_TASK(McpMethod.TASKS_UPDATE),
    CANCEL_TASK(McpMethod.TASKS_CANCEL);

    private final String method;

    Operation(String method) {
        this.method = method;
    }

    /** The MCP method, the same in all revisions. */
    public String method() {
        return method;
    }

    /** Whether it is about a task that a tool's call became. */
    public boolean isAboutTask() {
        return this == GET_TASK || this == UPDATE_TASK || this == CANCEL_TASK;
    }

    /** The operation of that method, or empty if the method does not go to a connector. */
    public static Optional<Operation> of(String method) {
        return Arrays.stream(values()).filter(o -> o.method.equals(method)).findFirst();
    }
}
