package dev.portolan.audit.ledger;

import dev.portolan.audit.jdbc.Transaction;
import dev.portolan.audit.people.People;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Appends batches to the audit trail. Appending the same batch again is harmless; something else under a known number
 * is kept apart, because replacing evidence must not be possible and losing it must not either.
 */
@ApplicationScoped
public class Ledger {

    private static final Logger LOG = Logger.getLogger(Ledger.class);

    private final AgroalDataSource database;
    private final People people;
    private final Succession succession;

    Ledger(AgroalDataSource database, People people, Succession succession) {
        this.database = database;
        this.people = people;
        this.succession = succession;
    }

    /**
     * Appends all in one transaction and returns after its commit.
     *
     * @throws LedgerUnavailable if the commit was not confirmed
     * @throws OutOfTurn if the batch is not the next of its source; then nothing of it was appended
     */
    public Appended append(List<? extends Item> items) {
        if (items.isEmpty()) {
            return new Appended(0, 0, 0);
        }
        try {
            try {
                return transact(items, false);
            } catch (SQLException e) {
                if (!isAboutTheData(e)) {
                    throw e;
                }
                return transact(items, true);
            }
        } catch (SQLException e) {
            LedgerUnavailable unavailable = LedgerUnavailable.because(e);
            LOG.warnf("batch of %d not appended, SQLSTATE '%s'", items.size(), unavailable.sqlState());
            throw unavailable;
        }
    }

    /** @throws LedgerUnavailable if the commit was not confirmed */
    public Appended append(LedgerEntry entry) {
        return append(List.of(entry));
    }

    private Appended transact(List<? extends Item> items, boolean oneByOne) throws SQLException {
        try (Succession.Member member = succession.member()) {
            Append.Done done =
                    Transaction.in(database, connection -> new Append(connection, people, member).all(items, oneByOne));
            people.remember(done.who());
            return done.appended();
        }
    }

    /** Classes 22, a value, and 23, a constraint: sending it again would not help. */
    static boolean isAboutTheData(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }
}
