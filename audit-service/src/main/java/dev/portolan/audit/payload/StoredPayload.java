package dev.portolan.audit.payload;

import dev.portolan.audit.criteria.Person;
import dev.portolan.audit.store.Clause;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * A record with all that is stored of what it commits to.
 *
 * @param canonical the record
 * @param subject number of who acted
 * @param actor who acted
 * @param sealed the payload, encrypted; absent if none is stored
 * @param error why it is as the gateway sealed it; empty if it was opened
 * @param wrapped its key; absent if it was destroyed
 * @param kek name of the key that wraps it
 * @param salt of the commitment to who acted, Base64; absent if it was destroyed
 * @param name of who acted, at the time
 * @param groups of who acted at the time, a JSON array
 */
@SuppressWarnings("ArrayRecordComponent") // carried from the table to the key, never compared
record StoredPayload(
        String canonical,
        long subject,
        Optional<Person> actor,
        Optional<byte[]> sealed,
        String error,
        Optional<byte[]> wrapped,
        String kek,
        Optional<String> salt,
        String name,
        String groups) {

    /** The id says the time, and that the partition. */
    static Clause of(UUID eventId) {
        return Clause.of(
                "SELECT " + Person.COLUMNS + ", r.canonical, y.sealed, coalesce(y.error, ''), k.wrapped,"
                        + " coalesce(k.kek, ''), i.salt, coalesce(i.name, ''), coalesce(i.groups, '[]')::text FROM "
                        + Person.RECORDS
                        + " LEFT JOIN audit_payload AS y ON y.occurred_at = r.occurred_at AND y.event_id = r.event_id"
                        + " LEFT JOIN people.data_key AS k ON k.subject_key = y.actor"
                        + " AND k.month = (date_trunc('month', r.occurred_at, 'UTC') AT TIME ZONE 'UTC')::date"
                        + " LEFT JOIN people.identity AS i"
                        + " ON i.commitment = decode(r.canonical::jsonb #>> '{actor,commitment}', 'hex')"
                        + " WHERE r.event_id = ? AND r.occurred_at = audit_event_time(?)",
                eventId,
                eventId);
    }

    static StoredPayload read(ResultSet row) throws SQLException {
        return new StoredPayload(
                row.getString(5),
                row.getLong(1),
                Person.read(row, 1),
                Optional.ofNullable(row.getBytes(6)),
                row.getString(7),
                Optional.ofNullable(row.getBytes(8)),
                row.getString(9),
                Optional.ofNullable(row.getBytes(10)).map(Base64.getEncoder()::encodeToString),
                row.getString(11),
                row.getString(12));
    }
}
