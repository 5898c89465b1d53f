package dev.portolan.audit.ledger.note;

import dev.portolan.audit.jdbc.Transaction;
import dev.portolan.audit.ledger.LedgerUnavailable;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** How far each boot's records are, and what of them is given up. Every method throws {@link LedgerUnavailable}. */
@ApplicationScoped
public class Gaps {

    /** Stands for all that the boot said it has; nothing more is taken from it. */
    public static final long ALL = -1;

    private static final String HEARD = """
            INSERT INTO audit_source AS s (boot_id, gateway_id, head_seq, spool) VALUES (?, ?, ?, ?)
            ON CONFLICT (boot_id) DO UPDATE SET gateway_id = excluded.gateway_id, spool = excluded.spool,
              head_seq = greatest(s.head_seq, excluded.head_seq), heard_at = clock_timestamp()
            """;
    private static final String STATES = """
            SELECT s.boot_id, s.gateway_id, s.last_seq, s.head_seq, s.heard_at, s.fenced_at IS NOT NULL,
                   coalesce(b.replaced, false)
            FROM audit_source s LEFT JOIN audit_behind b USING (boot_id)
            ORDER BY (b.boot_id IS NOT NULL) DESC, s.heard_at DESC LIMIT 1000
            """;
    private static final String KNOWN =
            "INSERT INTO audit_source (boot_id, gateway_id) VALUES (?, '')" + " ON CONFLICT (boot_id) DO NOTHING";
    private static final String LOCK =
            "SELECT gateway_id, last_seq, head_seq, heard_at FROM audit_source WHERE boot_id = ? FOR UPDATE";
    private static final String GIVE_UP = "UPDATE audit_source SET last_seq = greatest(last_seq, ?),"
            + " head_seq = greatest(head_seq, ?), fenced_at = coalesce(fenced_at, ?) WHERE boot_id = ?";

    private final AgroalDataSource database;
    private final Clock clock;

    Gaps(AgroalDataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The boot says that it has made its records durable up to {@code head}, on this spool. */
    public void heard(UUID boot, String gateway, long head, String spool) {
        try (Connection connection = database.getConnection();
                PreparedStatement heard = connection.prepareStatement(HEARD)) {
            heard.setObject(1, boot);
            heard.setString(2, gateway);
            heard.setLong(3, head);
            heard.setString(4, spool);
            heard.executeUpdate();
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    /** At most 1,000 boots: those that have more than is here first, then those heard of last. */
    public List<BootState> states() {
        List<BootState> states = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(STATES);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                states.add(new BootState(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getObject(5, OffsetDateTime.class).toInstant(),
                        row.getBoolean(6),
                        row.getBoolean(7)));
            }
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
        return states;
    }

    /**
     * Gives records up, as one entry of the log, in one transaction with the boot's numbers.
     *
     * @param through number of the last that is lost; {@link #ALL} for what the boot said it has, which closes it
     * @param record the event that says who declares it
     * @return what is given up; its {@code last} is less than its {@code first} if nothing is known to be missing
     */
    public Gap declare(UUID boot, long through, String cause, UUID record) {
        try {
            return Transaction.in(database, connection -> {
                Gap gap = locked(connection, boot, through, cause);
                gap.note(record).append(connection);
                giveUp(connection, gap);
                return gap;
            });
        } catch (SQLException e) {
            throw LedgerUnavailable.because(e);
        }
    }

    private Gap locked(Connection connection, UUID boot, long through, String cause) throws SQLException {
        try (PreparedStatement known = connection.prepareStatement(KNOWN)) {
            known.setObject(1, boot);
            known.executeUpdate();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
            lock.setObject(1, boot);
            try (ResultSet row = lock.executeQuery()) {
                if (!row.next()) {
                    throw new SQLException("the boot is gone", "55000");
                }
                Instant heard =
                        row.getObject(4, OffsetDateTime.class).toInstant().truncatedTo(ChronoUnit.MILLIS);
                long last = through == ALL ? row.getLong(3) : through;
                return new Gap(
                        boot,
                        row.getString(1),
                        row.getLong(2) + 1,
                        Math.max(last, row.getLong(2)),
                        heard,
                        now,
                        through == ALL,
                        cause);
            }
        }
    }

    private static void giveUp(Connection connection, Gap gap) throws SQLException {
        try (PreparedStatement giveUp = connection.prepareStatement(GIVE_UP)) {
            giveUp.setLong(1, gap.last());
            giveUp.setLong(2, gap.last());
            giveUp.setTimestamp(3, gap.closed() ? Timestamp.from(gap.until()) : null);
            giveUp.setObject(4, gap.bootId());
            giveUp.executeUpdate();
        }
    }
}
