package dev.portolan.audit.ledger.rollup;

import dev.portolan.audit.event.AuditEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.postgresql.PGStatement;

/** Intents without outcome. Most end in the batch that brings them, and never become a row. */
final class OpenIntents {

    /**
     * Another gateway may have closed the call before its intent came. The list of such calls is made by itself:
     * joined, PostgreSQL reads the whole month for it as long as it has no statistics of that.
     */
    private static final String OPEN = """
            INSERT INTO open_intent (event_id, occurred_at, call_id)
            SELECT n.event_id, audit_event_time(n.event_id), n.call_id
              FROM unnest(?::uuid[], ?::uuid[]) AS n(event_id, call_id)
             WHERE n.call_id <> ALL (ARRAY(
                     SELECT call_id FROM audit_event WHERE call_id = ANY (?::uuid[]) AND kind = 'outcome'))
            ON CONFLICT DO NOTHING
            """;

    private static final String CLOSE =
            "DELETE FROM open_intent AS i USING unnest(?::uuid[]) AS n(call_id) WHERE i.call_id = n.call_id";

    private OpenIntents() {}

    /** After the events are stored. */
    static void write(Connection connection, Collection<AuditEvent> events) throws SQLException {
        Map<UUID, UUID> intents = new HashMap<>();
        Set<UUID> outcomes = new HashSet<>();
        for (AuditEvent event : events) {
            if (event.kind() == AuditEvent.Kind.INTENT) {
                intents.put(event.callId(), event.eventId());
            } else if (event.kind() == AuditEvent.Kind.OUTCOME && intents.remove(event.callId()) == null) {
                outcomes.add(event.callId());
            }
        }
        if (!intents.isEmpty()) {
            Object[] calls = intents.keySet().toArray();
            update(connection, OPEN, intents.values().toArray(), calls, calls);
        }
        if (!outcomes.isEmpty()) {
            update(connection, CLOSE, outcomes.toArray());
        }
    }

    private static void update(Connection connection, String sql, Object[]... columns) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            // planned each time: a plan made when the month was empty reads all of it
            update.unwrap(PGStatement.class).setPrepareThreshold(0);
            for (int i = 0; i < columns.length; i++) {
                update.setArray(i + 1, connection.createArrayOf("uuid", columns[i]));
            }
            update.executeUpdate();
        }
    }
}
