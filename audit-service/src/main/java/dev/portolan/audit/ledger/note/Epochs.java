package dev.portolan.audit.ledger.note;

import dev.portolan.audit.jdbc.Transaction;
import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.log.LogHead;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Closes a log that cannot be gone on with and opens the next. */
@ApplicationScoped
public class Epochs {

    /** Name and revision of the form of the first entry of a log that takes the place of another. */
    public static final String SCHEMA = "portolan.reset/1";

    private static final String CLOSE =
            "UPDATE audit_log SET closed_at = clock_timestamp() WHERE log = ? AND closed_at IS NULL";
    private static final String OPEN = "INSERT INTO audit_log (log, name) SELECT max(log) + 1, ? FROM audit_log";

    private final AgroalDataSource database;

    Epochs(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * Closes the open log and opens one of another name, whose first entry says of the old one how it stands here,
     * as {@code closed_size} and {@code closed_root}, in one transaction.
     *
     * @param name of the new log; no log has had it
     * @param members of its first entry besides
     * @throws LedgerUnavailable if PostgreSQL does not take it; then the old log is open as before
     */
    public void begin(String name, Map<String, String> members) {
        try {
            Transaction.in(database, connection -> {
                Map<String, Object> entry = new HashMap<>(members);
                LogHead old = LogHead.lock(connection);
                entry.put("schema", SCHEMA);
                entry.put("closed_size", old.next().index());
                entry.put("closed_root", HexFormat.of().formatHex(old.root().toBytes()));
                replace(connection, old.next().log(), name);
                return new Note(entry, Optional.empty()).append(connection);
            });
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    private static void replace(Connection connection, int old, String name) throws SQLException {
        try (PreparedStatement close = connection.prepareStatement(CLOSE);
                PreparedStatement open = connection.prepareStatement(OPEN)) {
            close.setInt(1, old);
            close.executeUpdate();
            open.setString(1, name);
            open.executeUpdate();
        }
    }
}
