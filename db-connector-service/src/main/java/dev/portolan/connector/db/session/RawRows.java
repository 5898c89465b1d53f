package dev.portolan.connector.db.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as the server wrote them: every value in PostgreSQL's own text form, so nothing is lost on the way.
 *
 * @param columns in their order; names may repeat
 * @param rows each as long as {@code columns}; SQL NULL is null
 */
public record RawRows(List<RawColumn> columns, List<@Nullable String[]> rows) {
    public RawRows {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * One column.
     *
     * @param name as the query names it
     * @param typeOid of {@code pg_type}; domains appear as their base type
     */
    public record RawColumn(String name, int typeOid) {}
}
