package dev.portolan.connector.db.mcp;

import dev.portolan.mcp.server.CompleteContext;
import dev.portolan.mcp.server.CompleteResourceTemplate;
import dev.portolan.mcp.server.CompletionResponse;
import jakarta.enterprise.context.ApplicationScoped;

/** Completes every variable of every template of {@link DatabaseResources}. */
@ApplicationScoped
@DatabaseEdge
public class TemplateCompletions {
    private final Proposals proposals;

    public TemplateCompletions(Proposals proposals) {
        this.proposals = proposals;
    }

    @CompleteResourceTemplate("source")
    public CompletionResponse sourceOfSource(String source) {
        return proposals.sources(source);
    }

    @CompleteResourceTemplate("schema")
    public CompletionResponse sourceOfSchema(String source) {
        return proposals.sources(source);
    }

    @CompleteResourceTemplate("schema")
    public CompletionResponse schemaOfSchema(String schema, CompleteContext context) {
        return proposals.schemas(schema, context.arguments());
    }

    @CompleteResourceTemplate("table")
    public CompletionResponse sourceOfTable(String source) {
        return proposals.sources(source);
    }

    @CompleteResourceTemplate("table")
    public CompletionResponse schemaOfTable(String schema, CompleteContext context) {
        return proposals.schemas(schema, context.arguments());
    }

    @CompleteResourceTemplate("table")
    public CompletionResponse tableOfTable(String table, CompleteContext context) {
        return proposals.tables(table, context.arguments());
    }

    @CompleteResourceTemplate("sample")
    public CompletionResponse sourceOfSample(String source) {
        return proposals.sources(source);
    }

    @CompleteResourceTemplate("sample")
    public CompletionResponse schemaOfSample(String schema, CompleteContext context) {
        return proposals.schemas(schema, context.arguments());
    }

    @CompleteResourceTemplate("sample")
    public CompletionResponse tableOfSample(String table, CompleteContext context) {
        return proposals.tables(table, context.arguments());
    }
}
