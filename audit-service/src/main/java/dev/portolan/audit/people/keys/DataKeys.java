package dev.portolan.audit.people.keys;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The data keys in the database; part of one transaction. */
public final class DataKeys {

    /** Gives the key that is there, or makes the one that is offered; in one order, so that nobody deadlocks. */
    private static final String FIND = """
            INSERT INTO people.data_key AS k (subject_key, month, wrapped, kek)
            SELECT subject_key, month, decode(wrapped, 'hex'), ?
              FROM unnest(?::bigint[], ?::date[], ?::text[]) AS t(subject_key, month, wrapped)
             ORDER BY subject_key, month
            ON CONFLICT (subject_key, month) DO UPDATE SET kek = k.kek
            RETURNING subject_key, month, wrapped, kek
            """;

    private final Connection connection;
    private final KeyEncryption encryption;

    /** In the transaction of {@code connection}. */
    public DataKeys(Connection connection, KeyEncryption encryption) {
        this.connection = connection;
        this.encryption = encryption;
    }

    /** The keys, made where there were none; without those that no wrapping key here opens. */
    public Map<KeyId, DataKey> find(Collection<KeyId> wanted) throws SQLException {
        List<KeyId> ids = wanted.stream()
                .sorted(Comparator.comparingLong(KeyId::subject).thenComparing(KeyId::month))
                .toList();
        Map<KeyId, DataKey> found = new HashMap<>();
        try (PreparedStatement find = connection.prepareStatement(FIND)) {
            find.setString(1, encryption.current());
            find.setArray(2, array("bigint", ids.stream().map(KeyId::subject).toArray()));
            find.setArray(
                    3,
                    array(
                            "date",
                            ids.stream().map(id -> Date.valueOf(id.month())).toArray()));
            find.setArray(4, array("text", ids.stream().map(this::offered).toArray()));
            try (ResultSet rows = find.executeQuery()) {
                while (rows.next()) {
                    KeyId id = new KeyId(rows.getLong(1), rows.getObject(2, LocalDate.class));
                    DataKey.unwrapped(encryption, id, rows.getString(4), rows.getBytes(3))
                            .ifPresent(key -> found.put(id, key));
                }
            }
        }
        return found;
    }

    private String offered(KeyId id) {
        return HexFormat.of().formatHex(encryption.wrap(DataKey.drawn(), id.bound()));
    }

    private java.sql.Array array(String type, Object[] values) throws SQLException {
        return connection.createArrayOf(type, values);
    }
}
