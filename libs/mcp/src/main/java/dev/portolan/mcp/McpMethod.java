package dev.portolan.mcp;

/** The JSON-RPC method names of MCP. */
public final class McpMethod {
    public static final String DISCOVER = "server/discover";
    public static final String TOOLS_LIST = "tools/list";
    public static final String TOOLS_CALL = "tools/call";
    public static final String PROMPTS_LIST = "prompts/list";
    public static final String PROMPTS_GET = "prompts/get";
    public static final String RESOURCES_LIST = "resources/list";
    public static final String TEMPLATES_LIST = "resources/templates/list";
    public static final String RESOURCES_READ = "resources/read";
    public static final String COMPLETE = "completion/complete";
    public static final String LISTEN = "subscriptions/listen";

    /** What a server embeds in its answer; up to 2025-11-25 a request it sends. The same holds for the next two. */
    public static final String ELICIT = "elicitation/create";

    public static final String SAMPLE = "sampling/createMessage";
    public static final String ROOTS = "roots/list";

    public static final String PROGRESS = "notifications/progress";
    public static final String LOG_MESSAGE = "notifications/message";
    public static final String CANCELLED = "notifications/cancelled";
    public static final String ACKNOWLEDGED = "notifications/subscriptions/acknowledged";
    public static final String TOOLS_CHANGED = "notifications/tools/list_changed";
    public static final String PROMPTS_CHANGED = "notifications/prompts/list_changed";
    public static final String RESOURCES_CHANGED = "notifications/resources/list_changed";
    public static final String RESOURCE_UPDATED = "notifications/resources/updated";
    /** Of the tasks extension (SEP-2663), as the next three. */
    public static final String TASKS_GET = "tasks/get";

    public static final String TASKS_UPDATE = "tasks/update";
    public static final String TASKS_CANCEL = "tasks/cancel";
    public static final String TASK_CHANGED = "notifications/tasks";

    /** Of the tasks of 2025-11-25 only. */
    public static final String TASKS_RESULT = "tasks/result";

    /** Up to 2025-11-25 only, as all that follow. */
    public static final String INITIALIZE = "initialize";

    public static final String INITIALIZED = "notifications/initialized";
    public static final String PING = "ping";
    public static final String SET_LEVEL = "logging/setLevel";
    public static final String SUBSCRIBE = "resources/subscribe";
    public static final String UNSUBSCRIBE = "resources/unsubscribe";

    private McpMethod() {}
}
