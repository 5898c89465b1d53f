package dev.portolan.connector.db.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.connector.db.failure.DatabaseFailure;
import dev.portolan.connector.db.failure.FailureCode;
import dev.portolan.connector.db.gate.RowSink;
import dev.portolan.connector.db.query.Queries;
import dev.portolan.connector.db.schema.SchemaList.SchemaInfo;
import dev.portolan.connector.db.schema.TableList.TableInfo;
import dev.portolan.connector.db.source.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a source's catalog, through the same gate as every other query. Shows what the role may read. */
@ApplicationScoped
public class Catalog {
    /** Schemas or tables in one answer. */
    static final int MAX_ENTRIES = 200;

    private final Queries queries;
    private final ObjectMapper mapper;

    public Catalog(Queries queries, ObjectMapper mapper) {
        this.queries = queries;
        this.mapper = mapper;
    }

    /** Schemas whose names begin like that. */
    public SchemaList schemas(Source source, String prefix) {
        Collected rows = ask(source, CatalogStatement.SCHEMAS, MAX_ENTRIES, prefix);
        List<SchemaInfo> schemas = new ArrayList<>();
        for (@Nullable String[] row : rows.kept()) {
            schemas.add(new SchemaInfo(text(row[0]), Integer.parseInt(text(row[1])), Optional.ofNullable(row[2])));
        }
        return new SchemaList(schemas, rows.more());
    }

    /**
     * Tables.
     *
     * @param schema where, or everywhere
     * @param search a part of the name, any case
     */
    public TableList tables(Source source, Optional<String> schema, Optional<String> search) {
        Collected rows =
                ask(source, CatalogStatement.TABLES, MAX_ENTRIES, schema.orElse(null), search.orElse(null), null);
        List<TableInfo> tables = new ArrayList<>();
        for (@Nullable String[] row : rows.kept()) {
            tables.add(new TableInfo(
                    text(row[0]),
                    text(row[1]),
                    text(row[2]),
                    Optional.ofNullable(row[3]).map(Long::valueOf),
                    Optional.ofNullable(row[4])));
        }
        return new TableList(tables, rows.more());
    }

    /**
     * Names of tables in a schema that begin like that.
     *
     * @param total how many there are in all
     */
    public record Names(List<String> names, int total) {
        public Names {
            names = List.copyOf(names);
        }
    }

    /** At most that many names, and the number of all. */
    public Names tableNames(Source source, Optional<String> schema, String prefix, int max) {
        Collected rows = ask(source, CatalogStatement.TABLES, max, schema.orElse(null), null, prefix);
        List<String> names = new ArrayList<>();
        int total = 0;
        for (@Nullable String[] row : rows.kept()) {
            names.add(text(row[1]));
            total = Integer.parseInt(text(row[5]));
        }
        return new Names(names, total);
    }

    /** @throws DatabaseFailure {@link FailureCode#UNKNOWN_TABLE} if there is none the role may read */
    public TableDescription table(Source source, String schema, String table) {
        Collected rows = ask(source, CatalogStatement.TABLE, 1, schema, table);
        if (rows.kept().isEmpty()) {
            throw new DatabaseFailure(FailureCode.UNKNOWN_TABLE, FailureCode.UNKNOWN_TABLE.sentence());
        }
        try {
            return mapper.readValue(text(rows.kept().get(0)[0]), TableDescription.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("catalog/table.sql does not give a TableDescription", e);
        }
    }

    private record Collected(List<@Nullable String[]> kept, boolean more) {}

    private Collected ask(Source source, CatalogStatement statement, int max, @Nullable String... parameters) {
        List<@Nullable String[]> kept = new ArrayList<>();
        boolean[] more = {false};
        queries.own(source, statement.sql(), Arrays.asList(parameters), max, new RowSink() {
            @Override
            public void columns(List<Column> columns) {}

            @Override
            public boolean row(@Nullable String[] values) {
                more[0] = kept.size() == max;
                return !more[0] && kept.add(values);
            }
        });
        return new Collected(kept, more[0]);
    }

    private static String text(@Nullable String value) {
        return Objects.requireNonNull(value);
    }
}
