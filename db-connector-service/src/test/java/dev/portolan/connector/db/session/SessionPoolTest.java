package dev.portolan.connector.db.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portolan.connector.db.TestDatabase;
import dev.portolan.connector.db.failure.DatabaseFailure;
import dev.portolan.connector.db.failure.FailureCode;
import dev.portolan.connector.db.session.SessionPool.Loan;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionPoolTest {
    private final TestDatabase database = TestDatabase.instance();

    @Test
    void theEleventhCallerIsToldToTryAgain() {
        AtomicLong waited = new AtomicLong();
        try (SessionPool pool =
                new SessionPool(database.sessions("shop_reader"), new TestDatabase.FakePoolConfig(), waited::set)) {
            // given
            List<Loan> loans = lendAll(pool);

            // when, then
            assertThatThrownBy(pool::lend).isInstanceOfSatisfying(DatabaseFailure.class, failure -> {
                assertThat(failure.code()).isEqualTo(FailureCode.BUSY);
                assertThat(failure.code().retryable()).isTrue();
            });
            assertThat(waited.get()).isGreaterThanOrEqualTo(200_000_000);
            loans.forEach(Loan::close);
            assertThat(pool.inUse()).isZero();
        }
    }

    @Test
    void aWaitingCallerGetsTheSessionThatComesBack() throws Exception {
        try (SessionPool pool = new SessionPool(database.sessions("shop_reader"), patient(), nanos -> {})) {
            List<Loan> loans = lendAll(pool);
            CompletableFuture<Loan> eleventh = CompletableFuture.supplyAsync(pool::lend);
            await().until(() -> pool.waiting() == 1);

            loans.remove(0).close();

            try (Loan loan = eleventh.get()) {
                assertThat(loan.reused()).isTrue();
            }
            loans.forEach(Loan::close);
        }
    }

    @Test
    void beyondTheBoundOnWaitingCallersAreRefusedAtOnce() {
        TestDatabase.FakePoolConfig config = new TestDatabase.FakePoolConfig() {
            @Override
            public int maxWaiting() {
                return 0;
            }

            @Override
            public java.time.Duration maxWait() {
                return java.time.Duration.ofMinutes(10);
            }
        };
        try (SessionPool pool = new SessionPool(database.sessions("shop_reader"), config, nanos -> {})) {
            List<Loan> loans = lendAll(pool);
            assertThatThrownBy(pool::lend).isInstanceOf(DatabaseFailure.class);
            loans.forEach(Loan::close);
        }
    }

    @Test
    void aSessionComesBackAsGoodAsNew() throws Exception {
        try (SessionPool pool = database.pool("shop_owner")) {
            try (Loan loan = pool.lend()) {
                loan.session()
                        .trusted("SELECT pg_advisory_lock(42); SET search_path = pg_temp; CREATE TEMP TABLE x (y int); "
                                + "PREPARE p AS SELECT 1; LISTEN news; SET statement_timeout = 1234");
            }
            try (Loan loan = pool.lend()) {
                assertThat(loan.reused()).isTrue();
                RawRows left = loan.session()
                        .single(
                                "SELECT (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'), "
                                        + "to_regclass('pg_temp.x'), (SELECT count(*) FROM pg_prepared_statements), "
                                        + "(SELECT count(*) FROM pg_listening_channels()), "
                                        + "current_setting('statement_timeout'), current_setting('search_path')",
                                List.of());
                assertThat(left.rows().get(0)).containsExactly("0", null, "0", "0", "0", "\"$user\", public");
            }
        }
    }

    @Test
    void aSessionInAFailedTransactionComesBackUsable() {
        try (SessionPool pool = database.pool("shop_reader")) {
            try (Loan loan = pool.lend()) {
                loan.session().trusted("BEGIN");
                assertThatThrownBy(() -> loan.session().trusted("SELECT nonsense"))
                        .isInstanceOf(DatabaseFailure.class);
            }
            try (Loan loan = pool.lend()) {
                loan.session().trusted("SELECT 1");
                assertThat(loan.reused()).isTrue();
            }
        }
    }

    @Test
    void aLateCancelDoesNotHitTheNextCaller() {
        try (SessionPool pool = database.pool("shop_reader")) {
            Loan first = pool.lend();
            first.close();
            try (Loan second = pool.lend()) {
                CompletableFuture<Void> running =
                        CompletableFuture.runAsync(() -> second.session().trusted("SELECT pg_sleep(0.3)"));
                first.cancel();
                running.join();
            }
            assertThat(pool.idle()).isEqualTo(1);
        }
    }

    private static List<Loan> lendAll(SessionPool pool) {
        List<Loan> loans = new ArrayList<>();
        for (int i = 0; i < pool.maxSize(); i++) {
            loans.add(pool.lend());
        }
        return loans;
    }

    private static PoolConfig patient() {
        return new TestDatabase.FakePoolConfig() {
            @Override
            public java.time.Duration maxWait() {
                return java.time.Duration.ofSeconds(10);
            }
        };
    }
}
