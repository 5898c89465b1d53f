package dev.portolan.audit.store;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows with the names of their columns.
 *
 * @param columns names
 * @param rows values in the order of the columns: texts, numbers, {@link java.time.Instant}s, UUIDs; empty text if none
 */
public record Table(List<String> columns, List<List<Object>> rows) {

    /** Each row by the names of its columns, without what is empty. */
    public List<Map<String, Object>> lines() {
        return rows.stream()
                .map(row -> {
                    Map<String, Object> line = new LinkedHashMap<>();
                    for (int i = 0; i < row.size(); i++) {
                        if (!row.get(i).equals("")) {
                            line.put(columns.get(i), row.get(i));
                        }
                    }
                    return line;
                })
                .toList();
    }

    /** The first {@code number} rows. */
    public Table first(int number) {
        return new Table(columns, rows.subList(0, number));
    }

    /** The value of a column in the last row. */
    public Object last(String column) {
        return rows.get(rows.size() - 1).get(columns.indexOf(column));
    }

    static Table of(ResultSet result) throws SQLException {
        ResultSetMetaData meta = result.getMetaData();
        List<String> columns = new ArrayList<>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
            columns.add(meta.getColumnLabel(i));
        }
        List<List<Object>> rows = new ArrayList<>();
        while (result.next()) {
            List<Object> row = new ArrayList<>();
            for (int i = 1; i <= columns.size(); i++) {
                row.add(value(result, meta.getColumnType(i), i));
            }
            rows.add(row);
        }
        return new Table(columns, rows);
    }

    @SuppressWarnings("NullAway") // JDBC says null for NULL; this is where it ends
    private static Object value(ResultSet result, int type, int column) throws SQLException {
        if (type == Types.TIMESTAMP || type == Types.TIMESTAMP_WITH_TIMEZONE) {
            OffsetDateTime moment = result.getObject(column, OffsetDateTime.class);
            return moment == null ? "" : moment.toInstant();
        }
        Object value = result.getObject(column);
        return value == null ? "" : value;
    }
}
