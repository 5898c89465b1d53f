package dev.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** audit-service is killed under 50 calls a second: no call notices, and everything is on record in the end. */
@ExtendWith(Suite.Extension.class)
class AuditOutageIT {
    @Test
    void callsGoOnAndNothingIsLost(Suite suite) {
        LedgerLoad load = new LedgerLoad(suite.modernClient("alice"));
        try (load) {
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> load.count(200) >= 100);
            LedgerLoad.kill(suite, "audit");
            int before = load.count(200);
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> load.count(200) >= before + 200);
        }

        AuditClient carol = suite.auditClient("carol");
        Set<String> effects = load.effects(suite);
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofSeconds(1))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    List<JsonNode> records = load.records(carol);
                    Set<String> intents = marks(load, records, "intent");
                    Set<String> outcomes = marks(load, records, "outcome");
                    assertThat(intents).as("every effect has an intent").containsAll(effects);
                    assertThat(outcomes).as("every intent has its outcome").isEqualTo(intents);
                    assertThat(outcomes).as("every answer has its outcome").containsAll(load.answered());
                });
        System.out.printf("audit-service killed under load: %s, %d effects%n", load, effects.size());
        assertThat(load.statuses()).containsOnly(200);
    }

    private static Set<String> marks(LedgerLoad load, List<JsonNode> records, String kind) {
        return records.stream()
                .filter(record -> record.at("/event/kind").asText().equals(kind))
                .map(load::mark)
                .collect(Collectors.toSet());
    }
}
