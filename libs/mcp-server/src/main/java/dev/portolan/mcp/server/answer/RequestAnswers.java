package dev.portolan.mcp.server.answer;

import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.Revision;
import dev.portolan.mcp.server.config.ServerConfig;
import dev.portolan.mcp.server.feature.Features;
import dev.portolan.mcp.server.invoke.ArgumentBinding;
import dev.portolan.mcp.server.invoke.FeatureCalls;
import dev.portolan.mcp.server.schema.JsonCodec;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/** Answers every request of either era, or fails with the error that is its answer. */
@Singleton
public class RequestAnswers {
    private static final Set<String> CACHEABLE = Set.of(
            McpMethod.DISCOVER,
            McpMethod.TOOLS_LIST,
            McpMethod.PROMPTS_LIST,
            McpMethod.RESOURCES_LIST,
            McpMethod.TEMPLATES_LIST,
            McpMethod.RESOURCES_READ);

    private final Features features;
    private final ServerFacts facts;
    private final Faults faults;
    private final PagedList tools;
    private final PagedList prompts;
    private final PagedList resources;
    private final PagedList templates;
    private final ToolCalls toolCalls;
    private final PromptGets promptGets;
    private final ResourceReads reads;
    private final Completions completions;

    RequestAnswers(Features features, JsonCodec codec, FeatureCalls calls, ServerConfig config) {
        FeatureListings listings = new FeatureListings(codec);
        ArgumentBinding binding = new ArgumentBinding(codec);
        int page = config.pageSize();
        this.features = features;
        this.facts = new ServerFacts(features, config);
        this.faults = new Faults(codec);
        this.tools = new PagedList(
                "tools", features.tools().stream().map(listings::of).toList(), page);
        this.prompts = new PagedList(
                "prompts", features.prompts().stream().map(listings::of).toList(), page);
        this.resources = new PagedList(
                "resources", features.resources().stream().map(listings::of).toList(), page);
        this.templates = new PagedList(
                "resourceTemplates",
                features.templates().stream().map(listings::of).toList(),
                page);
        this.toolCalls = new ToolCalls(features, codec, binding, calls, new ToolResults(codec, faults));
        this.promptGets = new PromptGets(features, codec, binding, calls);
        this.reads = new ResourceReads(features, codec, binding, calls);
        this.completions = new Completions(features, codec, binding, calls);
    }

    /** The revisions served, newest first. */
    public List<Revision> revisions() {
        return ServerFacts.REVISIONS;
    }

    /**
     * The result of a request, signed as its era wants it.
     *
     * @return fails with {@link ProtocolError} under the request's id, and with nothing else
     */
    public Uni<JsonSlice> answer(McpRequest request) {
        return Uni.createFrom()
                .deferred(() -> result(request))
                .map(result -> facts.sign(request, result, CACHEABLE.contains(request.method())))
                .onFailure()
                .transform(failure -> faults.asError(failure, request));
    }

    private Uni<JsonObject> result(McpRequest request) {
        JsonSlice cursor = request.params().get("cursor");
        return switch (request.method()) {
            case McpMethod.DISCOVER -> request.isModern() ? item(facts.discover()) : unknown(request);
            case McpMethod.INITIALIZE -> request.isModern() ? unknown(request) : item(facts.initialize(request));
            case McpMethod.PING -> request.isModern() ? unknown(request) : item(JsonObject.empty());
            case McpMethod.TOOLS_LIST -> tools.isEmpty() ? unknown(request) : item(tools.page(cursor));
            case McpMethod.TOOLS_CALL -> tools.isEmpty() ? unknown(request) : toolCalls.answer(request);
            case McpMethod.PROMPTS_LIST -> prompts.isEmpty() ? unknown(request) : item(prompts.page(cursor));
            case McpMethod.PROMPTS_GET -> prompts.isEmpty() ? unknown(request) : promptGets.answer(request);
            case McpMethod.RESOURCES_LIST -> facts.hasResources() ? item(resources.page(cursor)) : unknown(request);
            case McpMethod.TEMPLATES_LIST -> facts.hasResources() ? item(templates.page(cursor)) : unknown(request);
            case McpMethod.RESOURCES_READ -> facts.hasResources() ? reads.answer(request) : unknown(request);
            case McpMethod.COMPLETE -> features.hasCompletions() ? completions.answer(request) : unknown(request);
            default -> unknown(request);
        };
    }

    private static Uni<JsonObject> item(JsonObject result) {
        return Uni.createFrom().item(result);
    }

    /** For the older era 404 would mean a lost session, so its unknown methods are told in-band. */
    private static Uni<JsonObject> unknown(McpRequest request) {
        throw new ProtocolError(request.isModern() ? 404 : 200, ErrorCode.METHOD_NOT_FOUND, "method not found");
    }
}
