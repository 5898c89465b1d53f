package dev.portolan.audit.ledger;

import dev.portolan.audit.event.AuditEvent;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The statements of one append, on one connection inside one transaction. */
final class LedgerStatements {

    /** One array per column: one statement, one round trip and one plan for every size of batch. */
    private static final String INSERT = """
            INSERT INTO audit_event (event_id, occurred_at, kind, call_id, gateway_id, boot_id, seq, actor_type,
                actor_subject, actor_name, method, connector, target_type, target, decision, outcome, reason,
                trace_id, canonical, client_address, policy_digest, bytes_in, bytes_out, latency_micros)
            SELECT event_id, audit_event_time(event_id), kind, call_id, gateway_id, boot_id, seq, actor_type,
                actor_subject, actor_name, method, connector, target_type, target, decision, outcome, reason,
                trace_id, canonical, client_address, policy_digest, bytes_in, bytes_out, latency_micros
            FROM unnest(?::uuid[], ?::text[], ?::uuid[], ?::text[], ?::uuid[], ?::bigint[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                ?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[])
              AS t(event_id, kind, call_id, gateway_id, boot_id, seq, actor_type, actor_subject, actor_name, method,
                connector, target_type, target, decision, outcome, reason, trace_id, canonical, client_address,
                policy_digest, bytes_in, bytes_out, latency_micros)
            ON CONFLICT DO NOTHING
            RETURNING event_id
            """;

    private static final String CANONICAL = """
            SELECT event_id, canonical FROM audit_event JOIN unnest(?::uuid[]) AS known(id)
              ON event_id = id AND occurred_at = audit_event_time(id)
            """;

    private static final String INSERT_OPAQUE =
            "INSERT INTO audit_opaque (sha256, parse_error, raw) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";

    private final Connection connection;

    LedgerStatements(Connection connection) {
        this.connection = connection;
    }

    /** Inserts what is new and returns what was there already. */
    List<LedgerEntry> insert(Map<UUID, LedgerEntry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return List.of();
        }
        Set<UUID> inserted = new HashSet<>();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            bind(insert, entries.values());
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    inserted.add(rows.getObject(1, UUID.class));
                }
            }
        }
        return entries.values().stream()
                .filter(entry -> !inserted.contains(entry.event().eventId()))
                .toList();
    }

    /** The bytes on record for these events. */
    Map<UUID, String> canonical(List<LedgerEntry> known) throws SQLException {
        if (known.isEmpty()) {
            return Map.of();
        }
        Map<UUID, String> stored = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(CANONICAL)) {
            select.setArray(1, connection.createArrayOf("uuid", column(known, AuditEvent::eventId)));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    stored.put(rows.getObject(1, UUID.class), rows.getString(2));
                }
            }
        }
        return stored;
    }

    /** Keeps what is not an event; the same bytes are kept once. */
    void insertOpaque(List<OpaqueEntry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT_OPAQUE)) {
            for (OpaqueEntry entry : entries) {
                insert.setBytes(1, sha256(entry.raw()));
                insert.setString(2, entry.parseError());
                insert.setBytes(3, entry.raw());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void bind(PreparedStatement insert, Collection<LedgerEntry> rows) throws SQLException {
        List<Object[]> texts = List.of(
                column(rows, event -> word(event.kind())),
                column(rows, event -> event.source().gatewayId()),
                column(rows, event -> word(event.actor().type())),
                column(rows, event -> event.actor().subject()),
                column(rows, event -> event.actor().name()),
                column(rows, event -> event.request().method()),
                column(rows, event -> event.target().connector()),
                column(rows, event -> word(event.target().type())),
                column(rows, event -> event.target().name()),
                column(rows, event -> word(event.decision().effect())),
                column(rows, event -> word(event.outcome().code())),
                column(rows, event -> event.outcome().reason()),
                column(rows, event -> event.request().traceId()),
                rows.stream().map(LedgerEntry::canonical).toArray(),
                column(rows, event -> event.client().address()),
                column(rows, event -> event.decision().policyDigest()));
        set(insert, 1, "uuid", column(rows, AuditEvent::eventId));
        set(insert, 2, "text", texts.get(0));
        set(insert, 3, "uuid", column(rows, AuditEvent::callId));
        set(insert, 4, "text", texts.get(1));
        set(insert, 5, "uuid", column(rows, event -> event.source().bootId()));
        set(insert, 6, "bigint", column(rows, event -> event.source().seq()));
        for (int i = 2; i < texts.size(); i++) {
            set(insert, 5 + i, "text", texts.get(i));
        }
        int next = 5 + texts.size();
        set(insert, next, "bigint", column(rows, event -> event.request().bytesIn()));
        set(insert, next + 1, "bigint", column(rows, event -> event.outcome().bytesOut()));
        set(insert, next + 2, "bigint", column(rows, event -> event.outcome().latencyMicros()));
    }

    private void set(PreparedStatement statement, int index, String type, Object[] values) throws SQLException {
        statement.setArray(index, connection.createArrayOf(type, values));
    }

    private static Object[] column(Collection<LedgerEntry> rows, Function<AuditEvent, Object> field) {
        return rows.stream().map(entry -> field.apply(entry.event())).toArray();
    }

    /** An enum as it stands in the event's JSON. */
    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
