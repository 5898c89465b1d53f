package dev.portolan.connector.db.mcp;

import dev.portolan.connector.db.schema.Catalog;
import dev.portolan.connector.db.schema.SchemaList;
import dev.portolan.connector.db.source.Source;
import dev.portolan.connector.db.source.Sources;
import dev.portolan.mcp.server.CompletionResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names that begin as typed, out of what is really there. */
@ApplicationScoped
public class Proposals {
    private final Sources sources;
    private final Catalog catalog;

    public Proposals(Sources sources, Catalog catalog) {
        this.sources = sources;
        this.catalog = catalog;
    }

    CompletionResponse sources(String typed) {
        return CompletionResponse.create(sources.all().stream()
                .map(Source::name)
                .filter(name -> name.startsWith(typed))
                .toList());
    }

    CompletionResponse schemas(String typed, Map<String, String> filledIn) {
        SchemaList list = catalog.schemas(source(filledIn), typed);
        List<String> names = new ArrayList<>();
        list.schemas().forEach(schema -> names.add(schema.name()));
        return new CompletionResponse(names, list.truncated() ? null : names.size(), list.truncated());
    }

    CompletionResponse tables(String typed, Map<String, String> filledIn) {
        Catalog.Names found = catalog.tableNames(
                source(filledIn), Optional.ofNullable(filledIn.get("schema")), typed, CompletionResponse.MAX_VALUES);
        return new CompletionResponse(
                found.names(), found.total(), found.total() > found.names().size());
    }

    private Source source(Map<String, String> filledIn) {
        return sources.ready(Optional.ofNullable(filledIn.get("source")));
    }
}
