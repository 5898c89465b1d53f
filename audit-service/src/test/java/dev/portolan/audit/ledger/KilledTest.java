package dev.portolan.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portolan.audit.people.People;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.RestartablePostgres;
import dev.portolan.audit.testing.StoredLog;
import dev.portolan.audit.testing.Surroundings;
import dev.portolan.audit.testing.ThePostgres;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever is killed while batches arrive: what was acknowledged is there once, and rows, tree and numbers agree. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class KilledTest {

    private static final int GATEWAYS = 4;
    private static final int KILLS = Integer.getInteger("audit.kills", 40);

    /** Any backend of the service that is in the middle of a batch. */
    private static final String KILL_BACKEND = """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = 'audit-service' AND xact_start IS NOT NULL AND pid <> pg_backend_pid()
            ORDER BY random() LIMIT 1
            """;

    @ThePostgres
    RestartablePostgres postgres;

    @Inject
    Ledger ledger;

    @Inject
    AgroalDataSource database;

    @Inject
    People people;

    @Inject
    StoredLog log;

    @AfterEach
    void back() {
        postgres.ensureStarted();
    }

    @Test
    void backendsKilledAtRandom() throws Exception {
        Load load = new Load();
        Random random = new Random(42);
        long hits = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            load.awaitAcknowledged(1 + random.nextInt(4));
            hits += log.number("SELECT count(*) FROM (" + KILL_BACKEND + ") AS killed");
        }
        load.stop();

        load.assertNothingLost();
        assertThat(hits).as("kills in the middle of a batch").isGreaterThan(KILLS / 4);
    }

    @Test
    void postgresKilledAtRandom() throws Exception {
        Load load = new Load();
        for (int kill = 0; kill < Math.max(2, KILLS / 20); kill++) {
            load.awaitAcknowledged(5);
            postgres.crash();
            postgres.start();
        }
        load.stop();

        load.assertNothingLost();
    }

    /** Gateways that send batch after batch to one of two replicas and repeat what was not acknowledged. */
    private final class Load {

        private final List<Ledger> replicas = List.of(ledger, new Ledger(database, people, new Succession()));

        private final AtomicBoolean stopped = new AtomicBoolean();
        private final AtomicLong batches = new AtomicLong();
        private final ExecutorService threads = Executors.newFixedThreadPool(GATEWAYS);
        private final List<UUID> boots = new ArrayList<>();
        private final List<Future<Long>> acknowledged = new ArrayList<>();

        Load() {
            for (int i = 0; i < GATEWAYS; i++) {
                UUID boot = UUID.randomUUID();
                boots.add(boot);
                Ledger replica = replicas.get(i % replicas.size());
                acknowledged.add(threads.submit(() -> gateway(replica, boot, new Random(boots.size()))));
            }
        }

        /** The last acknowledged number. */
        private long gateway(Ledger replica, UUID boot, Random random) {
            long last = 0;
            while (!stopped.get()) {
                int count = 1 + random.nextInt(150);
                List<LedgerEntry> batch = Events.boot(boot, last + 1, count).stream()
                        .map(Beside::entry)
                        .toList();
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> acknowledged(replica, batch));
                last += count;
                batches.incrementAndGet();
            }
            return last;
        }

        private boolean acknowledged(Ledger replica, List<LedgerEntry> batch) {
            try {
                replica.append(batch);
                return true;
            } catch (LedgerUnavailable | AssertionError e) {
                return false; // the driver asserts what only a killed connection breaks
            }
        }

        void awaitAcknowledged(int more) {
            long enough = batches.get() + more;
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(2))
                    .until(() -> batches.get() >= enough);
        }

        void stop() {
            stopped.set(true);
            threads.shutdown();
        }

        void assertNothingLost() throws Exception {
            for (int i = 0; i < boots.size(); i++) {
                long last = acknowledged.get(i).get();
                assertThat(log.last(boots.get(i))).isEqualTo(last);
            }
            log.assertWhole();
        }
    }
}
