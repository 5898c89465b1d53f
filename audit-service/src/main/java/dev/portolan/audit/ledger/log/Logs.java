package dev.portolan.audit.ledger.log;

import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.note.Drops;
import dev.portolan.tlog.Hash;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The logs there are. Every method throws {@link LedgerUnavailable} if PostgreSQL does not answer. */
@ApplicationScoped
public class Logs {

    private static final String OPEN =
            "SELECT log, name, size, root, closed_at IS NOT NULL FROM audit_log WHERE closed_at IS NULL";
    private static final String NAMED =
            "SELECT log, name, size, root, closed_at IS NOT NULL FROM audit_log WHERE name = ?";
    private static final String NUMBERED =
            "SELECT log, name, size, root, closed_at IS NOT NULL FROM audit_log WHERE log = ?";
    private static final String ALL = "SELECT log, name, size, root, closed_at IS NOT NULL FROM audit_log ORDER BY log";
    private static final String PLACE =
            "SELECT log, leaf_index FROM audit_event WHERE event_id = ? AND occurred_at = audit_event_time(event_id)";
    private static final String NEWEST = "SELECT note FROM audit_checkpoint WHERE log = ? ORDER BY size DESC LIMIT 1";
    private static final String DROPPED_BEHIND = "SELECT EXISTS (SELECT FROM audit_note"
            + " WHERE log = ? AND leaf_index >= ? AND position('" + Drops.SCHEMA + "' IN entry) > 0)";
    private static final String PUBLISH =
            "INSERT INTO audit_checkpoint (log, size, note) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    private final AgroalDataSource database;

    Logs(AgroalDataSource database) {
        this.database = database;
    }

    /** All logs, the oldest first. */
    public List<Head> all() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(ALL);
                ResultSet row = select.executeQuery()) {
            List<Head> heads = new ArrayList<>();
            while (row.next()) {
                heads.add(head(row));
            }
            return heads;
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    /** The log that grows; none only while one is being closed and the next opened. */
    public Optional<Head> open() {
        return one(OPEN, Logs::head);
    }

    /** The log of this name. */
    public Optional<Head> named(String name) {
        return one(NAMED, Logs::head, name);
    }

    /** The log of this number. */
    public Optional<Head> numbered(int log) {
        return one(NUMBERED, Logs::head, log);
    }

    /** Where the record of this event is. */
    public Optional<Place> placeOf(UUID eventId) {
        return one(PLACE, row -> new Place(row.getInt(1), row.getLong(2)), eventId);
    }

    /** The newest checkpoint of a log, a signed note. */
    public Optional<String> checkpoint(int log) {
        return one(NEWEST, row -> row.getString(1), log);
    }

    /** Whether a log says behind its first {@code size} entries that something was dropped. */
    public boolean saysDroppedBehind(int log, long size) {
        return one(DROPPED_BEHIND, row -> row.getBoolean(1), log, size).orElse(false);
    }

    /** Publishes a checkpoint. A log has one of each size: who comes second changes nothing. */
    public void publish(int log, long size, String note) {
        try (Connection connection = database.getConnection();
                PreparedStatement publish = connection.prepareStatement(PUBLISH)) {
            publish.setInt(1, log);
            publish.setLong(2, size);
            publish.setString(3, note);
            publish.executeUpdate();
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    /** Opens the tiles and entries of a log for reading; the caller closes them. */
    public LogTiles tiles(int log) {
        try {
            return new LogTiles(database.getConnection(), log);
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(
                row.getInt(1), row.getString(2), row.getLong(3), Hash.at(row.getBytes(4), 0), row.getBoolean(5));
    }

    private <T> Optional<T> one(String sql, Reading<T> reading, Object... parameters) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                select.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(reading.read(row)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    private interface Reading<T> {
        T read(ResultSet row) throws SQLException;
    }
}
