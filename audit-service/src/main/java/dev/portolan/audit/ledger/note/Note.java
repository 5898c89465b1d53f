package dev.portolan.audit.ledger.note;

import dev.portolan.audit.event.CanonicalJson;
import dev.portolan.audit.ledger.log.LogHead;
import dev.portolan.audit.ledger.log.Place;
import dev.portolan.tlog.Hash;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An entry that the log makes of itself.
 *
 * @param members of its canonical JSON, {@code schema} among them
 * @param gap the numbers it gives up, if it does
 */
record Note(Map<String, Object> members, Optional<Range> gap) {

    /** Numbers of a boot, both inclusive. */
    record Range(UUID boot, long first, long last) {}

    private static final String INSERT = """
            INSERT INTO audit_note (log, leaf_index, leaf_hash, entry, boot_id, first_seq, last_seq)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """;

    /** Appends it to the open log, whose head stays locked until the transaction ends. @return where it is */
    Place append(Connection connection) throws SQLException {
        byte[] entry = CanonicalJson.bytes(members);
        LogHead head = LogHead.lock(connection);
        Place place = head.next();
        Hash leaf = Hash.leaf(entry);
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setInt(1, place.log());
            insert.setLong(2, place.index());
            insert.setBytes(3, leaf.toBytes());
            insert.setString(4, new String(entry, StandardCharsets.UTF_8));
            insert.setObject(5, gap.map(range -> (Object) range.boot()).orElse(null));
            insert.setObject(6, gap.map(range -> (Object) range.first()).orElse(null));
            insert.setObject(7, gap.map(range -> (Object) range.last()).orElse(null));
            insert.executeUpdate();
        }
        head.append(List.of(leaf));
        return place;
    }
}
