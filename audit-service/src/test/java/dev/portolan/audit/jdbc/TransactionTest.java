package dev.portolan.audit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.audit.testing.StoredLog;
import dev.portolan.audit.testing.Surroundings;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class TransactionTest {

    @Inject
    AgroalDataSource database;

    @Inject
    StoredLog log;

    private final UUID boot = UUID.randomUUID();

    @Test
    void whatIsDoneIsCommitted() throws Exception {
        assertThat(Transaction.<String>in(database, this::write)).isEqualTo("written");

        assertThat(log.last(boot)).isZero();
    }

    /** The pool would commit what is open in a connection that it gets back. */
    @Test
    void whateverIsThrownNothingIsCommitted() {
        Error thrown = new AssertionError("as the driver's");

        assertThatThrownBy(() -> Transaction.in(database, connection -> {
                    write(connection);
                    throw thrown;
                }))
                .isSameAs(thrown);

        assertThat(log.last(boot)).isEqualTo(-1);
    }

    /** What was the matter is not hidden by the rollback that cannot be made then. */
    @Test
    void ofABrokenConnectionTheFirstComplaintIsTold() {
        assertThatThrownBy(() -> Transaction.in(database, connection -> {
                    write(connection);
                    try (Statement statement = connection.createStatement()) {
                        statement.execute("SELECT pg_terminate_backend(pg_backend_pid())");
                    }
                    return "never";
                }))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("57P01"));

        assertThat(log.last(boot)).isEqualTo(-1);
    }

    private String write(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO audit_source (boot_id, gateway_id) VALUES ('" + boot + "', 'test')");
        }
        return "written";
    }
}
