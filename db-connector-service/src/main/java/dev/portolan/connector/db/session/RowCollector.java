package dev.portolan.connector.db.session;

import dev.portolan.connector.db.session.RawRows.RawColumn;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Encoding;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.Tuple;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

/** Takes rows from the driver as text, before it makes Java types of them. */
final class RowCollector extends ResultHandlerBase {
    private final Encoding encoding;
    private final List<RawColumn> columns = new ArrayList<>();
    private final List<@Nullable String[]> rows = new ArrayList<>();

    RowCollector(Encoding encoding) {
        this.encoding = encoding;
    }

    @Override
    public void handleResultRows(Query query, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
        for (Field field : fields) {
            columns.add(new RawColumn(field.getColumnLabel(), field.getOID()));
        }
        try {
            for (Tuple tuple : tuples) {
                rows.add(decode(tuple));
            }
        } catch (IOException e) {
            handleError(new PSQLException("value is not valid in the connection's encoding", PSQLState.DATA_ERROR));
        }
    }

    private @Nullable String[] decode(Tuple tuple) throws IOException {
        @Nullable String[] row = new @Nullable String[tuple.fieldCount()];
        for (int i = 0; i < row.length; i++) {
            byte[] value = tuple.get(i);
            row[i] = value == null ? null : encoding.decode(value);
        }
        return row;
    }

    /** Dropped: a function may raise a million notices, and they quote data. */
    @Override
    public void handleWarning(SQLWarning warning) {}

    RawRows collected() throws SQLException {
        return new RawRows(columns, rows);
    }
}
