package dev.portolan.audit.erasure;

import dev.portolan.audit.access.Who;
import dev.portolan.audit.criteria.Person;
import dev.portolan.audit.store.Clause;
import dev.portolan.audit.store.Reading;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Erasures in PostgreSQL. */
@ApplicationScoped
class Erasures {

    private static final Logger LOG = Logger.getLogger(Erasures.class);

    private static final String SHOWN = "SELECT e.erasure_id, audit_handle(e.actor), audit_shown(p.name, e.erased_by),"
            + " e.erased_at, e.basis, e.records, e.data_keys, e.named_in_log FROM ";
    private static final String BY = " AS e LEFT JOIN people.subject AS p ON p.subject_key = e.erased_by";
    private static final Clause ALL =
            Clause.of(SHOWN + "audit_erasure" + BY + " ORDER BY e.erased_at DESC, e.erasure_id LIMIT 1000");
    private static final String ERASE = SHOWN
            + "people.erase(?, ?, ?, (SELECT subject_key FROM people.subject WHERE issuer = ? AND subject = ?), ?)" + BY
            + " WHERE e.erasure_id IS NOT NULL";

    private final AgroalDataSource database;
    private final Reading reading;

    Erasures(AgroalDataSource database, Reading reading) {
        this.database = database;
        this.reading = reading;
    }

    /** The last thousand, newest first. */
    List<Erasure> all() {
        return reading.list(ALL, Erasures::read);
    }

    /** Whom a request means. */
    Optional<Person> person(ErasureRequest asked) {
        Clause question = Clause.of(
                "SELECT p.subject_key, p.issuer, p.subject, p.name FROM people.subject AS p"
                        + " WHERE p.issuer = ? AND p.subject = ?",
                asked.issuer().orElseThrow(),
                asked.subject().orElseThrow());
        return reading.list(question, row -> Person.read(row, 1)).stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Destroys name and keys; empty if there is no such person any more.
     *
     * @throws SQLException with state 55006 if a hold covers a record of theirs, or if PostgreSQL does not answer
     */
    Optional<Erasure> erase(ErasureRequest asked, UUID id, Who by) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Optional<Erasure> erased;
            try (PreparedStatement erase = connection.prepareStatement(ERASE)) {
                erase.setString(1, asked.issuer().orElseThrow());
                erase.setString(2, asked.subject().orElseThrow());
                erase.setObject(3, id);
                erase.setString(4, by.issuer());
                erase.setString(5, by.subject());
                erase.setString(6, asked.basis().orElseThrow());
                try (ResultSet row = erase.executeQuery()) {
                    erased = row.next() ? Optional.of(read(row)) : Optional.empty();
                }
            }
            clean(connection);
            return erased;
        }
    }

    /** PostgreSQL keeps deleted rows until they are cleaned away: not longer than it must. */
    private static void clean(Connection connection) {
        try (Statement vacuum = connection.createStatement()) {
            vacuum.execute("VACUUM people.data_key, people.identity, people.subject");
        } catch (SQLException e) {
            LOG.warnf("deleted rows of people are left to autovacuum, SQLSTATE '%s'", e.getSQLState());
        }
    }

    private static Erasure read(ResultSet row) throws SQLException {
        return new Erasure(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getObject(4, OffsetDateTime.class).toInstant(),
                row.getString(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8));
    }
}
