package dev.portolan.connector.db.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portolan.connector.db.TestDatabase;
import dev.portolan.connector.db.failure.DatabaseFailure;
import dev.portolan.connector.db.failure.FailureCode;
import dev.portolan.connector.db.session.SessionPool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadOnlyGateTest {
    private static final String SLEEPERS =
            "SELECT count(*) FROM pg_stat_activity WHERE usename = 'shop_reader' AND state = 'active'";

    private final ReadOnlyGate gate = new ReadOnlyGate();
    private final TestDatabase database = TestDatabase.instance();
    private final SessionPool pool = database.pool("shop_reader");

    @AfterEach
    void everyConnectionIsBack() {
        assertThat(pool.inUse()).isZero();
        pool.close();
    }

    @Test
    void oneRowMoreThanWantedIsHandedOverAndNoMore() {
        RecordingSink sink = new RecordingSink();

        gate.query(pool, query("SELECT * FROM customers ORDER BY id", 10, 250), CancelSignal.NEVER, sink);

        assertThat(sink.rows).hasSize(251);
        assertThat(sink.rows.get(250).get(0)).isEqualTo("251");
    }

    @Test
    void allRowsComeInOrderAcrossPortions() {
        RecordingSink sink = new RecordingSink();

        gate.query(pool, query("SELECT id FROM customers ORDER BY id", 10, 1000), CancelSignal.NEVER, sink);

        assertThat(sink.rows).hasSize(500).first().isEqualTo(List.of("1"));
        assertThat(sink.rows.get(499)).isEqualTo(List.of("500"));
    }

    @Test
    void aSlowQueryIsEndedByTheServer() {
        assertFails(query("SELECT pg_sleep(30)", 1, 1), FailureCode.TIMEOUT);
    }

    @Test
    void theTimeoutHoldsForAllPortionsTogether() {
        long start = System.nanoTime();

        assertFails(query("SELECT n, pg_sleep(0.05) FROM generate_series(1, 1000) n", 1, 1000), FailureCode.TIMEOUT);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void aQueryCannotLiftItsOwnTimeout() {
        String lifting = "SELECT set_config('statement_timeout', '0', true), CASE WHEN n > 1 THEN pg_sleep(30) END "
                + "FROM generate_series(1, 3) n";

        assertFails(query(lifting, 1, 3), FailureCode.TIMEOUT);
    }

    @Test
    void aQueryThatChangesHowTheDriverMustReadHarmsOnlyItself() {
        assertFails(query("SELECT set_config('client_encoding', 'LATIN1', true), 'é'", 5, 1), FailureCode.UNSUPPORTED);
        assertFails(query("SELECT set_config('DateStyle', 'German', true), now()", 5, 1), FailureCode.UNSUPPORTED);
        RecordingSink sink = new RecordingSink();
        gate.query(pool, query("SELECT 'é'", 5, 1), CancelSignal.NEVER, sink);
        assertThat(sink.rows).isEqualTo(List.of(List.of("é")));
    }

    @Test
    void aCancelledCallFreesItsConnectionAtOnce() {
        FakeCancel cancel = new FakeCancel();
        CompletableFuture<Void> call = CompletableFuture.runAsync(
                () -> gate.query(pool, query("SELECT pg_sleep(30)", 30, 1), cancel, new RecordingSink()));
        await().until(() -> database.ask(SLEEPERS).equals("1"));

        cancel.give();

        await().atMost(Duration.ofSeconds(3)).until(call::isCompletedExceptionally);
        assertThat(call)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        DatabaseFailure.class, f -> assertThat(f.code()).isEqualTo(FailureCode.CANCELLED));
        await().until(() -> database.ask(SLEEPERS).equals("0"));
    }

    @Test
    void aCallCancelledWhileItWaitedIsNotStarted() {
        FakeCancel cancel = new FakeCancel();
        cancel.give();

        assertThatThrownBy(() -> gate.query(pool, query("SELECT pg_sleep(30)", 30, 1), cancel, new RecordingSink()))
                .isInstanceOfSatisfying(
                        DatabaseFailure.class, f -> assertThat(f.code()).isEqualTo(FailureCode.CANCELLED));
    }

    @Test
    void aRowLargerThanMemoryAllowsIsRefusedAndThePoolRecovers() {
        assertFails(query("SELECT repeat('x', 200000000)", 20, 1), FailureCode.RESULT_TOO_LARGE);

        RecordingSink sink = new RecordingSink();
        gate.query(pool, query("SELECT 1", 5, 1), CancelSignal.NEVER, sink);
        assertThat(sink.rows).hasSize(1);
    }

    @Test
    void connectionsThatDiedWhileIdleAreReplacedUnnoticed() {
        gate.query(pool, query("SELECT 1", 5, 1), CancelSignal.NEVER, new RecordingSink());
        database.admin("shop", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'shop_reader'");

        RecordingSink sink = new RecordingSink();
        gate.query(pool, query("SELECT 2", 5, 1), CancelSignal.NEVER, sink);

        assertThat(sink.rows).isEqualTo(List.of(List.of("2")));
    }

    @Test
    void aPlanIsGivenAndNothingRuns() {
        String plan = gate.explain(
                pool,
                new GatedQuery(
                        "SELECT * FROM orders, pg_sleep(30) WHERE id = $1", List.of("7"), Duration.ofSeconds(2), 1),
                false,
                CancelSignal.NEVER);

        assertThat(plan).contains("\"Plan\"").contains("orders");
    }

    @Test
    void onlyQueriesHavePlans() {
        for (String sql : List.of("ANALYZE SELECT 1", "INSERT INTO orders VALUES (1)", "SELECT 1; SELECT 2")) {
            assertThatThrownBy(() -> gate.explain(pool, query(sql, 2, 1), false, CancelSignal.NEVER))
                    .isInstanceOf(DatabaseFailure.class);
        }
    }

    private void assertFails(GatedQuery query, FailureCode code) {
        assertThatThrownBy(() -> gate.query(pool, query, CancelSignal.NEVER, new RecordingSink()))
                .isInstanceOfSatisfying(
                        DatabaseFailure.class, f -> assertThat(f.code()).isEqualTo(code));
    }

    private static GatedQuery query(String sql, int seconds, int rows) {
        return new GatedQuery(sql, List.of(), Duration.ofSeconds(seconds), rows);
    }

    private static final class FakeCancel implements CancelSignal {
        private final AtomicReference<Runnable> action = new AtomicReference<>(() -> {});
        private volatile boolean given;

        @Override
        public boolean isCancelled() {
            return given;
        }

        @Override
        public void onCancelled(Runnable next) {
            action.set(next);
        }

        void give() {
            given = true;
            action.get().run();
        }
    }
}
