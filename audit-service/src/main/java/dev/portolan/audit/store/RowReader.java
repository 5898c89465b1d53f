package dev.portolan.audit.store;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Makes something of the row a result stands at. */
@FunctionalInterface
public interface RowReader<T> {

    /** @throws SQLException if the row has another form */
    T read(ResultSet row) throws SQLException;
}
