package dev.portolan.gateway.call;

import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.ProtocolError;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of itself, for one request or for its session; unverified.
 *
 * @param capabilities what it declared it can do, an MCP {@code ClientCapabilities}
 * @param name what it calls itself; may be empty
 * @param version likewise
 * @param logLevel the least level of log messages it asked for; empty if it asked for none
 */
public record ClientFacts(JsonSlice capabilities, String name, String version, String logLevel) {
    /** The tasks extension (SEP-2663), by which capabilities name it. */
    public static final String TASKS = "io.modelcontextprotocol/tasks";

    /** {@code ClientCapabilities} of one that knows tasks and nothing else. */
    public static final JsonSlice WITH_TASKS = JsonObject.empty()
            .set(
                    "extensions",
                    JsonObject.empty().set(TASKS, JsonSlice.EMPTY_OBJECT).toSlice())
            .toSlice();

    /** A client that says nothing. */
    public static final ClientFacts NONE = new ClientFacts(JsonSlice.EMPTY_OBJECT, "", "", "");

    /** What it declared of the tasks extension, or null if it does not know tasks. */
    public @Nullable JsonSlice tasks() {
        JsonSlice extensions = capabilities.member("extensions");
        return extensions == null ? null : extensions.member(TASKS);
    }

    /**
     * @param what what it asked for that needs the extension
     * @throws ProtocolError with {@link ErrorCode#MISSING_CLIENT_CAPABILITY} if it does not know tasks
     */
    public void requireTasks(String what) {
        if (tasks() == null) {
            throw new ProtocolError(400, ErrorCode.MISSING_CLIENT_CAPABILITY, what + " needs the extension " + TASKS)
                    .with(JsonObject.empty()
                            .set("requiredCapabilities", WITH_TASKS)
                            .toSlice());
        }
    }
}
