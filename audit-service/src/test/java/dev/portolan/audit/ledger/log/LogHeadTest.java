package dev.portolan.audit.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.audit.testing.Surroundings;
import dev.portolan.tlog.Hash;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class LogHeadTest {

    private static final List<Hash> LEAF = List.of(Hash.leaf(new byte[] {1}));

    @Inject
    AgroalDataSource database;

    /** As if the lock had been lost in between. */
    @Test
    void aHeadThatHasMovedSinceItWasReadIsNotMovedAgain() throws Exception {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            LogHead head = LogHead.lock(connection);
            LogHead stale = LogHead.lock(connection);
            head.append(LEAF);

            assertThatThrownBy(() -> stale.append(LEAF))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isIn("40001", "23505"));

            connection.rollback();
        }
    }
}
