package dev.portolan.audit.ledger;

import dev.portolan.audit.event.Source;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Up to which number the records of each boot are here; part of one transaction. */
final class Sources {

    /** Makes the rows that are missing and locks all, always in the same order, so that no two batches deadlock. */
    private static final String LOCK = """
            INSERT INTO audit_source AS s (boot_id, gateway_id)
            SELECT boot_id, gateway_id FROM unnest(?::uuid[], ?::text[]) AS t(boot_id, gateway_id)
            ON CONFLICT (boot_id) DO UPDATE SET gateway_id = excluded.gateway_id
            RETURNING boot_id, last_seq, fenced_at IS NOT NULL
            """;

    private static final String MOVE = """
            UPDATE audit_source s SET last_seq = t.last_seq
            FROM unnest(?::uuid[], ?::bigint[]) AS t(boot_id, last_seq)
            WHERE s.boot_id = t.boot_id AND s.last_seq < t.last_seq
            """;

    private final Connection connection;

    Sources(Connection connection) {
        this.connection = connection;
    }

    /**
     * Locks the boots that deliver and says how far they are.
     *
     * @throws OutOfTurn if nothing more is taken from one
     */
    Map<UUID, Long> lock(Collection<Source> delivering) throws SQLException {
        // by text, as the numbers inside a UUID are signed in Java: any order does, if it is everyone's
        Map<String, Source> boots = new TreeMap<>();
        delivering.forEach(source -> boots.put(source.bootId().toString(), source));
        Map<UUID, Long> last = new HashMap<>();
        if (boots.isEmpty()) {
            return last;
        }
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setArray(1, connection.createArrayOf("uuid", boots.keySet().toArray()));
            lock.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            boots.values().stream().map(Source::gatewayId).toArray()));
            try (ResultSet rows = lock.executeQuery()) {
                while (rows.next()) {
                    UUID boot = rows.getObject(1, UUID.class);
                    if (rows.getBoolean(3)) {
                        throw OutOfTurn.fenced(boot);
                    }
                    last.put(boot, rows.getLong(2));
                }
            }
        }
        return last;
    }

    /** Moves the boots on. */
    void move(Map<UUID, Long> last) throws SQLException {
        if (last.isEmpty()) {
            return;
        }
        try (PreparedStatement move = connection.prepareStatement(MOVE)) {
            move.setArray(1, connection.createArrayOf("uuid", last.keySet().toArray()));
            move.setArray(2, connection.createArrayOf("bigint", last.values().toArray()));
            move.executeUpdate();
        }
    }
}
