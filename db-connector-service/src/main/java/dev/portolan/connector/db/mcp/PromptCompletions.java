package dev.portolan.connector.db.mcp;

import dev.portolan.mcp.server.CompleteContext;
import dev.portolan.mcp.server.CompletePrompt;
import dev.portolan.mcp.server.CompletionResponse;
import jakarta.enterprise.context.ApplicationScoped;

/** Completes the arguments of {@link DatabasePrompts}, SQL excepted. */
@ApplicationScoped
@DatabaseEdge
public class PromptCompletions {
    private final Proposals proposals;

    public PromptCompletions(Proposals proposals) {
        this.proposals = proposals;
    }

    @CompletePrompt("describe_schema")
    public CompletionResponse sourceOfDescribeSchema(String source) {
        return proposals.sources(source);
    }

    @CompletePrompt("describe_schema")
    public CompletionResponse schemaOfDescribeSchema(String schema, CompleteContext context) {
        return proposals.schemas(schema, context.arguments());
    }

    @CompletePrompt("investigate_slow_query")
    public CompletionResponse sourceOfInvestigateSlowQuery(String source) {
        return proposals.sources(source);
    }
}
