package dev.portolan.audit.ledger;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Appends batches to the audit trail. Appending the same event again is harmless; another event under a known id
 * is kept apart, because replacing evidence must not be possible and losing it must not either.
 */
@ApplicationScoped
public class Ledger {

    private static final Logger LOG = Logger.getLogger(Ledger.class);

    private final AgroalDataSource database;

    Ledger(AgroalDataSource database) {
        this.database = database;
    }

    /**
     * Appends all in one transaction and returns after its commit.
     *
     * @throws LedgerUnavailable if the commit was not confirmed
     */
    public Appended append(List<LedgerEntry> entries, List<OpaqueEntry> unreadable) {
        // Sorted by id: concurrent batches with the same events lock them in the same order and cannot deadlock.
        Map<UUID, LedgerEntry> distinct = new TreeMap<>();
        List<OpaqueEntry> opaque = new ArrayList<>(unreadable);
        for (LedgerEntry entry : entries) {
            LedgerEntry first = distinct.putIfAbsent(entry.event().eventId(), entry);
            if (first != null && !first.canonical().equals(entry.canonical())) {
                opaque.add(contradiction(entry));
            }
        }
        try (Connection connection = database.getConnection()) {
            return append(connection, distinct, opaque, entries.size() + unreadable.size());
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            LOG.warnf("batch of %d not appended, SQLSTATE '%s'", entries.size(), state);
            throw new LedgerUnavailable(state);
        }
    }

    /** @throws LedgerUnavailable if the commit was not confirmed */
    public Appended append(LedgerEntry entry) {
        return append(List.of(entry), List.of());
    }

    private static Appended append(
            Connection connection, Map<UUID, LedgerEntry> distinct, List<OpaqueEntry> opaque, int sent)
            throws SQLException {
        connection.setAutoCommit(false);
        try {
            LedgerStatements statements = new LedgerStatements(connection);
            List<LedgerEntry> known = statements.insert(distinct);
            List<OpaqueEntry> kept = new ArrayList<>(opaque);
            Map<UUID, String> stored = statements.canonical(known);
            for (LedgerEntry entry : known) {
                if (!entry.canonical().equals(stored.get(entry.event().eventId()))) {
                    kept.add(contradiction(entry));
                }
            }
            statements.insertOpaque(kept);
            connection.commit();
            int accepted = distinct.size() - known.size();
            return new Appended(accepted, sent - accepted - kept.size(), kept.size());
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        }
    }

    private static OpaqueEntry contradiction(LedgerEntry entry) {
        return new OpaqueEntry(
                entry.canonical().getBytes(StandardCharsets.UTF_8),
                "another event with this event_id was recorded before");
    }
}
