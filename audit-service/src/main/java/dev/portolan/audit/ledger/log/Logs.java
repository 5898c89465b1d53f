package dev.portolan.audit.ledger.log;

import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.note.Drops;
import dev.portolan.tlog.Hash;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The logs there are. Every method throws {@link LedgerUnavailable} if PostgreSQL does not answer. */
@ApplicationScoped
public class Logs {

    private static final String HEADS = "SELECT log, name, size, root, closed_at IS NOT NULL FROM audit_log ";
    private static final String OPEN = HEADS + "WHERE closed_at IS NULL";
    private static final String NAMED = HEADS + "WHERE name = ?";
    private static final String NUMBERED = HEADS + "WHERE log = ?";
    private static final String ALL = HEADS + "ORDER BY log";
    private static final String PLACE =
            "SELECT log, leaf_index FROM audit_event WHERE event_id = ? AND occurred_at = audit_event_time(event_id)";
    private static final String NEWEST = """
            SELECT c.note || coalesce((SELECT string_agg(s.line, '' ORDER BY s.witness) FROM audit_cosignature AS s
                                        WHERE s.log = c.log AND s.size = c.size), '')
            FROM audit_checkpoint AS c WHERE c.log = ? ORDER BY c.size DESC LIMIT 10
            """;
    private static final String COSIGNED =
            "SELECT coalesce(max(size), 0) FROM audit_cosignature WHERE log = ? AND witness = ?";
    private static final String COSIGN =
            "INSERT INTO audit_cosignature (log, size, witness, line) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
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
        return list(ALL, Logs::head);
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

    /** The newest checkpoint of a log, a signed note with what witnesses signed of it. */
    public Optional<String> checkpoint(int log) {
        return checkpoints(log).stream().findFirst();
    }

    /** The same of the ten newest. */
    public List<String> checkpoints(int log) {
        return list(NEWEST, row -> row.getString(1), log);
    }

    /** The size of the newest checkpoint of a log that a witness signed; 0 if there is none. */
    public long cosignedSize(int log, String witness) {
        return one(COSIGNED, row -> row.getLong(1), log, witness).orElse(0L);
    }

    /** Keeps what a witness signed. */
    public void cosign(int log, long size, String witness, String line) {
        update(COSIGN, log, size, witness, line);
    }

    /** Whether a log says behind its first {@code size} entries that something was dropped. */
    public boolean saysDroppedBehind(int log, long size) {
        return one(DROPPED_BEHIND, row -> row.getBoolean(1), log, size).orElse(false);
    }

    /** Publishes a checkpoint. A log has one of each size: who comes second changes nothing. */
    public void publish(int log, long size, String note) {
        update(PUBLISH, log, size, note);
    }

    /** Opens the tiles and entries of a log for reading; the caller closes them. */
    public LogTiles tiles(int log) {
        return new LogTiles(Statements.on(database), log);
    }

    /** Opens the time stamps of a log; the caller closes them. */
    public LogStamps stamps(int log) {
        return new LogStamps(Statements.on(database), log);
    }

    private static Head head(ResultSet row) throws SQLException {
        return new Head(
                row.getInt(1), row.getString(2), row.getLong(3), Hash.at(row.getBytes(4), 0), row.getBoolean(5));
    }

    private <T> Optional<T> one(String sql, Statements.Reading<T> reading, Object... parameters) {
        return list(sql, reading, parameters).stream().findFirst();
    }

    private <T> List<T> list(String sql, Statements.Reading<T> reading, Object... parameters) {
        try (Statements statements = Statements.on(database)) {
            return statements.list(sql, reading, parameters);
        }
    }

    private void update(String sql, Object... parameters) {
        try (Statements statements = Statements.on(database)) {
            statements.update(sql, parameters);
        }
    }
}
