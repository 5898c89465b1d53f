package dev.portolan.connector.db.mcp;

import dev.portolan.connector.db.schema.Catalog;
import dev.portolan.connector.db.schema.SchemaList;
import dev.portolan.connector.db.schema.TableDescription;
import dev.portolan.connector.db.schema.TableList;
import dev.portolan.connector.db.source.Source;
import dev.portolan.connector.db.source.SourceState;
import dev.portolan.connector.db.source.Sources;
import dev.portolan.mcp.server.Tool;
import dev.portolan.mcp.server.ToolArg;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What there is to ask. */
@ApplicationScoped
@DatabaseEdge
public class SchemaTools {
    static final String SOURCE = "Name from list_sources; may be omitted if there is only one.";

    private final Sources sources;
    private final Catalog catalog;

    public SchemaTools(Sources sources, Catalog catalog) {
        this.sources = sources;
        this.catalog = catalog;
    }

    /** All sources, serving or not. */
    public record SourceList(List<SourceInfo> sources) {
        public SourceList {
            sources = List.copyOf(sources);
        }
    }

    /**
     * A source.
     *
     * @param status {@code ready}, {@code down}, {@code refused} or {@code unchecked}
     * @param reason why it is not ready
     */
    public record SourceInfo(
            String name, String database, String status, Optional<String> reason, Optional<List<String>> notes) {
        static SourceInfo of(Source source) {
            SourceState state = source.state();
            return new SourceInfo(
                    source.name(),
                    source.database(),
                    state.standing().wireName(),
                    state.isReady() ? Optional.empty() : Optional.of(state.sentence()),
                    state.notes().isEmpty() ? Optional.empty() : Optional.of(state.notes()));
        }
    }

    @Tool(
            name = "list_sources",
            title = "List databases",
            description = "Databases that can be asked, and whether each one is ready.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    public SourceList listSources() {
        List<SourceInfo> infos = new ArrayList<>();
        sources.all().forEach(source -> infos.add(SourceInfo.of(source)));
        return new SourceList(infos);
    }

    @Tool(
            name = "list_schemas",
            title = "List schemas",
            description = "Schemas of a database with the number of readable tables.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    public SchemaList listSchemas(@ToolArg(description = SOURCE) Optional<String> source) {
        return catalog.schemas(sources.ready(source), "");
    }

    @Tool(
            name = "list_tables",
            title = "List tables",
            description = "Readable tables and views with kind, estimated rows and comment; at most 200. "
                    + "Narrow down with schema or search.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    public TableList listTables(
            @ToolArg(description = SOURCE) Optional<String> source,
            @ToolArg(description = "Only this schema.") Optional<String> schema,
            @ToolArg(description = "Part of the table's name.") Optional<String> search) {
        return catalog.tables(sources.ready(source), schema, search);
    }

    @Tool(
            name = "describe_table",
            title = "Describe table",
            description = "Columns (type, nullability, default, comment), keys and indexes of a table or view. "
                    + "Use before writing SQL.",
            annotations =
                    @Tool.Annotations(
                            readOnlyHint = true,
                            destructiveHint = false,
                            idempotentHint = true,
                            openWorldHint = false))
    public TableDescription describeTable(
            @ToolArg(description = SOURCE) Optional<String> source,
            @ToolArg(description = "The schema.", defaultValue = "public") String schema,
            @ToolArg(description = "The table or view.") String table) {
        return catalog.table(sources.ready(source), schema, table);
    }
}
