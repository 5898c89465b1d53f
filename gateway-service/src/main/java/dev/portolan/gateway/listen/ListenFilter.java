package dev.portolan.gateway.listen;

import dev.portolan.gateway.call.Call;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.ProtocolError;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a listener wants to hear of, an MCP {@code SubscriptionFilter}.
 *
 * @param tools of changes of the list of tools
 * @param prompts of changes of the list of prompts
 * @param resources of changes of the lists of resources and of templates
 * @param uris of changes of these resources, by their public URIs
 * @param tasks of changes of these tasks, by the ids the caller has for them
 */
public record ListenFilter(
        boolean tools, boolean prompts, boolean resources, Set<String> uris, Map<String, Call.Task> tasks) {
    /** Of nothing. */
    static final ListenFilter NOTHING = new ListenFilter(false, false, false, Set.of());

    public ListenFilter {
        uris = Set.copyOf(uris);
        tasks = Map.copyOf(tasks);
    }

    /** Of lists and resources alone. */
    public ListenFilter(boolean tools, boolean prompts, boolean resources, Set<String> uris) {
        this(tools, prompts, resources, uris, Map.of());
    }

    /** The same, and of changes of these tasks. */
    public ListenFilter with(Map<String, Call.Task> known) {
        return new ListenFilter(tools, prompts, resources, uris, known);
    }

    /**
     * Reads a filter; what its task ids stand for is not known to it.
     *
     * @throws ProtocolError with {@link ErrorCode#INVALID_PARAMS} if it is not one
     */
    public static ListenFilter of(@Nullable JsonSlice filter) {
        if (filter == null || !filter.isObject()) {
            throw invalid("params.notifications must be an object");
        }
        JsonObject members = filter.members();
        return new ListenFilter(
                flag(members, "toolsListChanged"),
                flag(members, "promptsListChanged"),
                flag(members, "resourcesListChanged"),
                texts(members, "resourceSubscriptions"));
    }

    /**
     * The strings of an array that is a member of the filter; none if it is absent.
     *
     * @throws ProtocolError with {@link ErrorCode#INVALID_PARAMS} if it is something else
     */
    public static Set<String> texts(JsonObject filter, String name) {
        Set<String> texts = new LinkedHashSet<>();
        JsonSlice array = filter.get(name);
        if (array == null) {
            return texts;
        }
        if (!array.isArray()) {
            throw invalid("params.notifications." + name + " must be an array of strings");
        }
        for (JsonSlice element : array.elements()) {
            String text = element.text();
            if (text == null) {
                throw invalid("params.notifications." + name + " must be an array of strings");
            }
            texts.add(text);
        }
        return texts;
    }

    private static boolean flag(JsonObject filter, String name) {
        JsonSlice value = filter.get(name);
        if (value != null && !value.isBoolean()) {
            throw invalid("params.notifications." + name + " must be true or false");
        }
        return value != null && value.isTrue();
    }

    private static ProtocolError invalid(String what) {
        return new ProtocolError(200, ErrorCode.INVALID_PARAMS, what);
    }

    /** As a message carries it; what is not wanted is left out. */
    public JsonSlice toSlice() {
        JsonObject filter = JsonObject.empty();
        if (tools) {
            filter.set("toolsListChanged", true);
        }
        if (prompts) {
            filter.set("promptsListChanged", true);
        }
        if (resources) {
            filter.set("resourcesListChanged", true);
        }
        if (!uris.isEmpty()) {
            filter.set(
                    "resourceSubscriptions",
                    JsonObject.array(
                            uris.stream().sorted().map(JsonSlice::ofText).toList()));
        }
        if (!tasks.isEmpty()) {
            filter.set(
                    "taskIds",
                    JsonObject.array(tasks.keySet().stream()
                            .sorted()
                            .map(JsonSlice::ofText)
                            .toList()));
        }
        return filter.toSlice();
    }
}
