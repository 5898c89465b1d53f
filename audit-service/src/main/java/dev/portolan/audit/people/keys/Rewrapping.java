package dev.portolan.audit.people.keys;

import dev.portolan.audit.jdbc.Transaction;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Brings all data keys under the first key-encryption key, at the start and now and then, so that another can be taken
 * away: whoever has an old backup of the keys then needs a key that is gone. Several replicas may do so at once.
 */
@ApplicationScoped
class Rewrapping {

    private static final Logger LOG = Logger.getLogger(Rewrapping.class);

    private static final String OTHERS = """
            SELECT subject_key, month, wrapped, kek FROM people.data_key
             WHERE kek <> ? AND (subject_key, month) > (?, ?)
             ORDER BY subject_key, month LIMIT 500 FOR UPDATE SKIP LOCKED
            """;
    private static final String REWRAP =
            "UPDATE people.data_key SET wrapped = ?, kek = ? WHERE subject_key = ? AND month = ?";
    private static final String LEFT = "SELECT count(*) FROM people.data_key WHERE kek <> ?";
    private static final KeyId BEFORE_ALL = new KeyId(-1, LocalDate.EPOCH);

    private final AgroalDataSource database;
    private final KeyEncryption encryption;
    private final AtomicLong left = new AtomicLong();

    Rewrapping(AgroalDataSource database, KeyEncryption encryption, MeterRegistry meters) {
        this.database = database;
        this.encryption = encryption;
        Gauge.builder("audit.payload.keys.other", left, AtomicLong::get)
                .description("Data keys not under the first key-encryption key; at 0 the others can be taken away")
                .register(meters);
    }

    /** Rewraps all that can be unwrapped. */
    @Scheduled(every = "${audit.payload.rewrap-every:1h}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void rewrap() {
        try {
            for (Optional<KeyId> last = Optional.of(BEFORE_ALL); last.isPresent(); ) {
                KeyId from = last.get();
                last = Transaction.in(database, connection -> rewrapBehind(connection, from));
            }
            left.set(Transaction.in(database, this::countOthers));
        } catch (SQLException e) {
            LOG.warnf("data keys not rewrapped, SQLSTATE '%s'", e.getSQLState());
        }
    }

    private long countOthers(Connection connection) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(LEFT)) {
            count.setString(1, encryption.current());
            try (ResultSet counted = count.executeQuery()) {
                counted.next();
                return counted.getLong(1);
            }
        }
    }

    /** The last that was looked at; empty if there was none. */
    private Optional<KeyId> rewrapBehind(Connection connection, KeyId from) throws SQLException {
        Optional<KeyId> last = Optional.empty();
        try (PreparedStatement others = connection.prepareStatement(OTHERS);
                PreparedStatement rewrap = connection.prepareStatement(REWRAP)) {
            others.setString(1, encryption.current());
            others.setLong(2, from.subject());
            others.setObject(3, from.month());
            try (ResultSet rows = others.executeQuery()) {
                while (rows.next()) {
                    KeyId id = new KeyId(rows.getLong(1), rows.getObject(2, LocalDate.class));
                    Optional<byte[]> key = encryption.unwrap(rows.getString(4), rows.getBytes(3), id.bound());
                    if (key.isPresent()) {
                        rewrap.setBytes(1, encryption.wrap(key.get(), id.bound()));
                        rewrap.setString(2, encryption.current());
                        rewrap.setLong(3, id.subject());
                        rewrap.setObject(4, id.month());
                        rewrap.addBatch();
                    }
                    last = Optional.of(id);
                }
            }
            rewrap.executeBatch();
        }
        return last;
    }
}
