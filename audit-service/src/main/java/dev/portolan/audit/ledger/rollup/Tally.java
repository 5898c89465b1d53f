package dev.portolan.audit.ledger.rollup;

import dev.portolan.audit.ledger.rollup.Column.Keep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;

/** What one batch adds to one table: rows by their keys, each row with its numbers. */
final class Tally {

    private final String sql;
    private final List<Column> keys;
    private final List<Column> numbers;
    private final Map<List<Object>, long[]> rows = new HashMap<>();

    /** Of a table whose key columns come first. All names are constants. */
    Tally(String table, Column... columns) {
        this.keys = Arrays.stream(columns)
                .filter(column -> column.keep() == Keep.KEY)
                .toList();
        this.numbers = List.of(columns).subList(keys.size(), columns.length);
        List<Column> all = List.of(columns);
        String update = numbers.isEmpty()
                ? "NOTHING"
                : "UPDATE SET " + numbers.stream().map(Column::merged).collect(Collectors.joining(", "));
        String names = all.stream().map(Column::name).collect(Collectors.joining(", "));
        this.sql = "INSERT INTO " + table + " AS t (" + names + ") SELECT "
                + all.stream().map(Column::value).collect(Collectors.joining(", "))
                + " FROM unnest("
                + all.stream().map(column -> "?::" + column.type() + "[]").collect(Collectors.joining(", "))
                + ") AS n(" + names + ") ON CONFLICT ("
                + keys.stream().map(Column::name).collect(Collectors.joining(", ")) + ") DO " + update;
    }

    /** Adds to the row of this key. */
    void add(List<Object> key, long... more) {
        rows.merge(key, more, this::merged);
    }

    /** One statement, with one parameter for each column. */
    String sql() {
        return sql;
    }

    /** Gives the statement what was added; its first parameter has the number {@code first}. @return the next number */
    int bind(Connection connection, PreparedStatement write, int first) throws SQLException {
        PGConnection arrays = connection.unwrap(PGConnection.class);
        int parameter = first;
        for (int i = 0; i < keys.size(); i++) {
            int at = i;
            Object[] values = rows.keySet().stream().map(key -> key.get(at)).toArray();
            write.setArray(parameter++, connection.createArrayOf(keys.get(i).type(), values));
        }
        for (int i = 0; i < numbers.size(); i++) {
            int at = i;
            // primitive: these travel in binary
            long[] values = rows.values().stream().mapToLong(row -> row[at]).toArray();
            write.setArray(parameter++, arrays.createArrayOf(numbers.get(i).type(), values));
        }
        return parameter;
    }

    private long[] merged(long[] left, long[] right) {
        long[] both = new long[left.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = numbers.get(i).keep().of(left[i], right[i]);
        }
        return both;
    }
}
