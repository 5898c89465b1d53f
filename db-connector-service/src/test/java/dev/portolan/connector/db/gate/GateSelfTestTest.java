package dev.portolan.connector.db.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.connector.db.TestDatabase;
import dev.portolan.connector.db.session.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GateSelfTestTest {
    private static final String STATE = "SELECT (SELECT count(*) FROM pg_class WHERE relname LIKE 'portolan%') "
            + "+ (SELECT count(*) FROM pg_proc WHERE proname LIKE 'portolan%') + (SELECT count(*) FROM orders)";

    private final TestDatabase database = TestDatabase.instance();

    @ParameterizedTest
    @ValueSource(strings = {"shop_owner", "shop_reader"})
    void everyAttackIsTriedAndHeld(String role) {
        try (Session session = database.sessions(role).open()) {
            GateSelfTest.Report report = new GateSelfTest().run(session);

            assertThat(report.broken()).isEmpty();
            assertThat(report.notTried()).isEmpty();
            assertThat(report.held()).hasSize(Attack.all().size());
        }
    }

    @Test
    void aRoadThatSplitsStatementsIsFoundOut() {
        // given the way of the field: read-only transaction, then the text as the driver likes it
        GateSelfTest.Road splitting = (session, sql) -> session.trusted("BEGIN READ ONLY; " + sql);

        try (Session session = database.sessions("shop_reader").open()) {
            GateSelfTest.Report report = new GateSelfTest(splitting).run(session);

            assertThat(report.broken())
                    .contains("commit, then write", "rollback, then write", "end, begin read-write, write");
        }
    }

    @Test
    void aRoadWithoutSnapshotIsFoundOut() {
        GateSelfTest.Road withoutSnapshot = (session, sql) -> {
            session.trusted("BEGIN READ ONLY");
            session.trusted(sql);
        };

        try (Session session = database.sessions("shop_reader").open()) {
            assertThat(new GateSelfTest(withoutSnapshot).run(session).broken()).contains("SET TRANSACTION");
        }
    }

    @Test
    void nothingStaysBehindEvenWhereAttacksSucceed() {
        String before = database.ask(STATE);
        GateSelfTest.Road open = (session, sql) -> session.trusted(sql);

        try (Session session = database.sessions("shop_owner").open()) {
            assertThat(new GateSelfTest(open).run(session).broken()).hasSizeGreaterThan(10);
        }

        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(database.ask(STATE)).isEqualTo(before));
    }
}
