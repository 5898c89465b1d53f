package dev.portolan.audit.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.people.People;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.StoredLog;
import dev.portolan.audit.testing.Surroundings;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Two replicas that know nothing of each other append at the same time: no place is given out twice. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class TwoReplicasTest {

    private static final int GATEWAYS = 2;
    private static final int BATCHES = 60;
    private static final int RECORDS = 40;

    @Inject
    AgroalDataSource database;

    @Inject
    People people;

    @Inject
    StoredLog log;

    @Test
    void eachPlaceIsGivenOutOnce() throws Exception {
        ExecutorService gateways = Executors.newCachedThreadPool();
        List<UUID> boots = new ArrayList<>();
        List<Future<?>> sent = new ArrayList<>();
        for (int replica = 0; replica < 2; replica++) {
            Ledger ledger = new Ledger(database, people, new Succession());
            for (int i = 0; i < GATEWAYS; i++) {
                UUID boot = UUID.randomUUID();
                boots.add(boot);
                sent.add(gateways.submit(() -> send(ledger, boot)));
            }
        }
        gateways.shutdown();
        for (Future<?> each : sent) {
            each.get();
        }

        assertThat(boots).allSatisfy(boot -> assertThat(log.last(boot)).isEqualTo(BATCHES * RECORDS));
        log.assertWhole();
    }

    private static void send(Ledger ledger, UUID boot) {
        for (int batch = 0; batch < BATCHES; batch++) {
            ledger.append(Events.boot(boot, 1L + batch * RECORDS, RECORDS).stream()
                    .map(Beside::entry)
                    .toList());
        }
    }
}
