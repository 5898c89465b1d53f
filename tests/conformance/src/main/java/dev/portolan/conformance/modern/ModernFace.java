package dev.portolan.conformance.modern;

import dev.portolan.conformance.call.Announcements;
import dev.portolan.conformance.call.Documents;
import dev.portolan.conformance.call.FeatureCall;
import dev.portolan.conformance.call.Identity;
import dev.portolan.conformance.feature.Features;
import dev.portolan.conformance.http.Exchange;
import dev.portolan.conformance.task.TaskMethods;
import dev.portolan.conformance.task.Tasks;
import dev.portolan.conformance.tool.Tools;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.MetaKey;
import dev.portolan.mcp.ProtocolError;
import java.util.Set;

/** Answers requests of 2026-07-28. */
public final class ModernFace {
    private static final Set<String> CACHEABLE = Set.of(
            McpMethod.DISCOVER,
            McpMethod.TOOLS_LIST,
            McpMethod.PROMPTS_LIST,
            McpMethod.RESOURCES_LIST,
            McpMethod.TEMPLATES_LIST,
            McpMethod.RESOURCES_READ);

    private final JsonSlice serverInfo;
    private final JsonSlice versions;
    private final JsonObject capabilities = Documents.read("capabilities.json").members();
    private final Listeners listeners = new Listeners();
    private final Features features;
    private final TaskMethods taskMethods;
    private final ParamHeaders paramHeaders;

    public ModernFace(Identity identity, Features features, Tools tools, Tasks tasks, Announcements announcements) {
        this.serverInfo = identity.serverInfo();
        this.versions = JsonObject.array(identity.revisions().stream()
                .map(revision -> JsonSlice.ofText(revision.wire()))
                .toList());
        this.features = features;
        this.taskMethods = new TaskMethods(tasks);
        this.paramHeaders = new ParamHeaders(tools);
        announcements.to(listeners::listChanged);
        tasks.watch(listeners::taskChanged);
    }

    /** Answers a message that {@link dev.portolan.mcp.Ingress} has found to be of this revision. */
    public void answer(Exchange exchange, Message message) {
        if (message.kind() == Message.Kind.NOTIFICATION) {
            exchange.empty(202);
            return;
        }
        ModernReports reports = new ModernReports(exchange, message.meta());
        FeatureCall call = new FeatureCall(message.params(), capabilitiesOf(message), reports);
        try {
            if (message.method().equals(Listeners.LISTEN)) {
                listeners.listen(exchange, message, call);
                return;
            }
            JsonObject result = complete(message.method(), result(exchange, message.method(), call));
            reports.finish(200, JsonRpc.result(message.requestId(), result.toSlice()));
        } catch (ProtocolError fault) {
            reports.finish(fault.httpStatus(), fault.about(message.requestId()).response());
        }
    }

    /** Lets go of streams that nobody reads any more. */
    public void keepAlive() {
        listeners.keepAlive();
    }

    /** Ends all streams. */
    public void close() {
        listeners.close();
    }

    private JsonObject result(Exchange exchange, String method, FeatureCall call) {
        if (method.equals(McpMethod.DISCOVER)) {
            return discovered();
        }
        if (TaskMethods.owns(method)) {
            return taskMethods.answer(method, call);
        }
        if (method.equals(McpMethod.TOOLS_CALL)) {
            paramHeaders.check(exchange, call);
        }
        return features.answer(method, call);
    }

    private JsonObject discovered() {
        return JsonObject.empty()
                .set("supportedVersions", versions)
                .setIfPresent("capabilities", capabilities.get("modern"))
                .set("instructions", "The fixture of the conformance suite.");
    }

    private JsonObject complete(String method, JsonObject result) {
        if (!result.has("resultType")) {
            result.set("resultType", "complete");
        }
        if (CACHEABLE.contains(method)) {
            result.set("ttlMs", 0).set("cacheScope", "private");
        }
        JsonObject meta = JsonObject.empty().set(MetaKey.SERVER_INFO, serverInfo);
        return result.set("_meta", meta.toSlice());
    }

    private static JsonObject capabilitiesOf(Message message) {
        JsonSlice declared = message.meta().clientCapabilities();
        return declared == null ? JsonObject.empty() : declared.members();
    }
}
