package dev.portolan.connector.db.mcp;

import dev.portolan.connector.db.gate.CancelSignal;
import dev.portolan.connector.db.mcp.SchemaTools.SourceList;
import dev.portolan.connector.db.query.Queries;
import dev.portolan.connector.db.query.Queries.Wish;
import dev.portolan.connector.db.query.QueryResult;
import dev.portolan.connector.db.schema.Catalog;
import dev.portolan.connector.db.schema.SchemaList;
import dev.portolan.connector.db.schema.TableDescription;
import dev.portolan.connector.db.schema.TableList;
import dev.portolan.connector.db.source.Sources;
import dev.portolan.mcp.server.RequestUri;
import dev.portolan.mcp.server.Resource;
import dev.portolan.mcp.server.ResourceTemplate;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** The same knowledge under addresses, from the sources down to the first rows of a table. */
@ApplicationScoped
@DatabaseEdge
public class DatabaseResources {
    private static final String JSON = "application/json";

    private final Sources sources;
    private final Catalog catalog;
    private final Queries queries;
    private final SchemaTools tools;

    public DatabaseResources(Sources sources, Catalog catalog, Queries queries, SchemaTools tools) {
        this.sources = sources;
        this.catalog = catalog;
        this.queries = queries;
        this.tools = tools;
    }

    @Resource(
            uri = DatabaseUris.SOURCES,
            name = "sources",
            title = "Databases",
            description = "Databases that can be asked; each is db://{source}.",
            mimeType = JSON)
    public SourceList allSources() {
        return tools.listSources();
    }

    @ResourceTemplate(
            uriTemplate = DatabaseUris.SOURCE,
            name = "source",
            title = "Database",
            description = "Schemas of a database.",
            mimeType = JSON)
    public SchemaList source(String source, RequestUri uri) {
        return catalog.schemas(sources.ready(Optional.of(source)), "");
    }

    @ResourceTemplate(
            uriTemplate = DatabaseUris.SCHEMA,
            name = "schema",
            title = "Schema",
            description = "Tables of a schema with kind, estimated rows and comments.",
            mimeType = JSON)
    public TableList schema(String source, String schema, RequestUri uri) {
        return catalog.tables(sources.ready(Optional.of(source)), Optional.of(schema), Optional.empty());
    }

    @ResourceTemplate(
            uriTemplate = DatabaseUris.TABLE,
            name = "table",
            title = "Table",
            description = "Columns, keys, indexes and comments of a table.",
            mimeType = JSON)
    public TableDescription table(String source, String schema, String table, RequestUri uri) {
        return catalog.table(sources.ready(Optional.of(source)), schema, table);
    }

    @ResourceTemplate(
            uriTemplate = DatabaseUris.SAMPLE,
            name = "sample",
            title = "First rows",
            description = "The first rows of a table, as many as the operator allows.",
            mimeType = JSON)
    public QueryResult sample(String source, String schema, String table, RequestUri uri) {
        String sql = "SELECT * FROM " + quoted(schema) + "." + quoted(table);
        Wish wish = new Wish(sql, List.of(), Optional.of(queries.sampleRows()), Optional.empty());
        return queries.run(sources.ready(Optional.of(source)), wish, CancelSignal.NEVER);
    }

    private static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }
}
