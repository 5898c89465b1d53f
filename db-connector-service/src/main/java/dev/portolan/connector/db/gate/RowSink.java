package dev.portolan.connector.db.gate;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a query one by one and says when it has had enough. */
public interface RowSink {
    /**
     * Called once, before any row, also when there is none.
     *
     * @param columns in their order; names may repeat
     */
    void columns(List<Column> columns);

    /**
     * Called for each row.
     *
     * @param values in PostgreSQL's text form, as many as columns; NULL is null
     * @return whether it wants another one
     */
    boolean row(@Nullable String[] values);

    /**
     * A column.
     *
     * @param name as the query names it
     * @param type PostgreSQL's name, arrays with {@code []}, e.g. {@code int8}, {@code text[]}
     */
    record Column(String name, String type) {}
}
