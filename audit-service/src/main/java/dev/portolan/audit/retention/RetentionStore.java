package dev.portolan.audit.retention;

import dev.portolan.audit.access.Who;
import dev.portolan.audit.store.Clause;
import dev.portolan.audit.store.Reading;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Months and holds in PostgreSQL. */
@ApplicationScoped
class RetentionStore {

    private static final Clause PARTITIONS = Clause.of("SELECT c.relname FROM pg_inherits i JOIN pg_class c"
            + " ON c.oid = i.inhrelid WHERE i.inhparent = 'audit_event'::regclass ORDER BY 1");
    private static final Clause HOLDS = Clause.of("SELECT hold_id, from_at, to_at, reason,"
            + " audit_shown(p.name, placed_by), audit_shown(r.name, coalesce(released_by, 0)) FROM audit_hold"
            + " LEFT JOIN people.subject AS p ON p.subject_key = placed_by"
            + " LEFT JOIN people.subject AS r ON r.subject_key = released_by ORDER BY placed_at DESC LIMIT 1000");
    private static final String PLACE = "INSERT INTO audit_hold (hold_id, from_at, to_at, reason, placed_by)"
            + " SELECT ?, ?, ?, ?, subject_key FROM people.subject WHERE issuer = ? AND subject = ?";
    private static final String RELEASE =
            "UPDATE audit_hold SET released_by = subject_key, released_at = clock_timestamp()"
                    + " FROM people.subject WHERE issuer = ? AND subject = ? AND hold_id = ? AND released_at IS NULL"
                    + " AND placed_by <> subject_key";

    private final AgroalDataSource database;
    private final Reading reading;

    RetentionStore(AgroalDataSource database, Reading reading) {
        this.database = database;
        this.reading = reading;
    }

    List<Month> months() {
        return reading.list(PARTITIONS, row -> Month.ofPartition(row.getString(1))).stream()
                .flatMap(Optional::stream)
                .toList();
    }

    List<Hold> holds() {
        return reading.list(
                HOLDS,
                row -> new Hold(
                        row.getObject(1, UUID.class),
                        row.getObject(2, OffsetDateTime.class).toInstant(),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getString(4),
                        row.getString(5),
                        Optional.of(row.getString(6)).filter(text -> !text.isEmpty())));
    }

    /** Their look is on record, so they have a number, unless they were erased. */
    void place(Hold hold, Who by) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement place = connection.prepareStatement(PLACE)) {
            place.setObject(1, hold.id());
            place.setObject(2, hold.from().atOffset(ZoneOffset.UTC));
            place.setObject(3, hold.to().atOffset(ZoneOffset.UTC));
            place.setString(4, hold.reason());
            place.setString(5, by.issuer());
            place.setString(6, by.subject());
            if (place.executeUpdate() != 1) {
                throw new SQLException("whoever places it was erased", "P0002");
            }
        }
    }

    /** Whether there was such a hold, not released and placed by someone else. */
    boolean release(UUID hold, Who by) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement release = connection.prepareStatement(RELEASE)) {
            release.setString(1, by.issuer());
            release.setString(2, by.subject());
            release.setObject(3, hold);
            return release.executeUpdate() == 1;
        }
    }
}
