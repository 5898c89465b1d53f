package dev.portolan.audit.ledger;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.ledger.log.Place;
import dev.portolan.audit.people.Bound;
import dev.portolan.tlog.Hash;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The rows of the ledger; part of one transaction. */
final class Rows {

    private static final String COPY_EVENTS = """
            COPY audit_event (event_id, occurred_at, kind, call_id, gateway_id, boot_id, seq, actor_type,
                actor, method, connector, target_type, target, decision, outcome, reason,
                trace_id, canonical, client_address, policy_digest, bytes_in, bytes_out, latency_micros, log,
                leaf_index, leaf_hash) FROM STDIN BINARY
            """;

    private static final String INSERT_OPAQUE = """
            INSERT INTO audit_opaque (sha256, parse_error, raw, boot_id, seq, entry, log, leaf_index, leaf_hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String CANONICAL = """
            SELECT event_id, canonical FROM audit_event JOIN unnest(?::uuid[]) AS known(id)
              ON event_id = id AND occurred_at = audit_event_time(id)
            """;

    private static final String KNOWN_OPAQUE = "SELECT EXISTS (SELECT FROM audit_opaque WHERE sha256 = ?)";

    private final Connection connection;

    Rows(Connection connection) {
        this.connection = connection;
    }

    /** The events among the items, each with the hash of its leaf and who acted, before their places are known. */
    static CopyRows unplaced(List<Item> items, List<Hash> leaves, Bound people) {
        CopyRows events = new CopyRows();
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof LedgerEntry entry) {
                add(events, entry, people).place(i).bytes(leaves.get(i).toBytes());
            }
        }
        return events;
    }

    /** Writes items as leaves, the first of them there; the events among them are {@code rows}. */
    void write(Place first, List<Item> items, List<Hash> leaves, CopyRows rows) throws SQLException {
        if (!rows.isEmpty()) {
            rows.at(first).copyInto(connection, COPY_EVENTS);
        }
        for (int i = 0; i < items.size(); i++) {
            if (items.get(i) instanceof OpaqueEntry opaque) {
                insert(opaque, first.behind(i), leaves.get(i));
            }
        }
    }

    /** The entries on record for these events. */
    Map<UUID, String> canonical(List<UUID> ids) throws SQLException {
        Map<UUID, String> stored = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(CANONICAL)) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    stored.put(rows.getObject(1, UUID.class), rows.getString(2));
                }
            }
        }
        return stored;
    }

    /** Whether the same bytes are kept already. */
    boolean knows(OpaqueEntry opaque) throws SQLException {
        try (PreparedStatement look = connection.prepareStatement(KNOWN_OPAQUE)) {
            look.setBytes(1, opaque.sha256());
            try (ResultSet found = look.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        }
    }

    private static CopyRows add(CopyRows rows, LedgerEntry entry, Bound people) {
        AuditEvent event = entry.event();
        return rows.row(26)
                .uuid(event.eventId())
                .time(event.occurredAt())
                .text(word(event.kind()))
                .uuid(event.callId())
                .text(event.source().gatewayId())
                .uuid(event.source().bootId())
                .number(event.source().seq())
                .text(word(event.actor().type()))
                .number(people.actor(event.actor().commitment(), event.occurredAt()))
                .text(event.request().method())
                .text(event.target().connector())
                .text(word(event.target().type()))
                .text(event.target().name())
                .text(word(event.decision().effect()))
                .text(word(event.outcome().code()))
                .text(event.outcome().reason())
                .text(event.request().traceId())
                .bytes(entry.entry())
                .text(event.client().address())
                .text(event.decision().policyDigest())
                .number(event.request().bytesIn())
                .number(event.outcome().bytesOut())
                .number(event.outcome().latencyMicros());
    }

    private void insert(OpaqueEntry opaque, Place place, Hash leaf) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT_OPAQUE)) {
            insert.setBytes(1, opaque.sha256());
            insert.setString(2, opaque.reason());
            insert.setBytes(3, opaque.raw());
            insert.setObject(
                    4, opaque.source().map(source -> (Object) source.bootId()).orElse(null));
            insert.setObject(
                    5, opaque.source().map(source -> (Object) source.seq()).orElse(null));
            insert.setString(6, new String(opaque.entry(), StandardCharsets.UTF_8));
            insert.setInt(7, place.log());
            insert.setLong(8, place.index());
            insert.setBytes(9, leaf.toBytes());
            insert.executeUpdate();
        }
    }

    /** An enum as it stands in the event's JSON. */
    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
