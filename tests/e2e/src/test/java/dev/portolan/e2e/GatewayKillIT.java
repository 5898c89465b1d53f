package dev.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The gateway is killed under 50 calls a second, again and again: whatever reached the connector has an intent,
 * whatever was answered has its outcome, and what nobody saw the end of says so.
 */
@ExtendWith(Suite.Extension.class)
class GatewayKillIT {
    private static final int KILLS = Integer.getInteger("gateway.kills", 1);

    @Test
    void everyEffectAndEveryAnswerIsOnRecord(Suite suite) {
        LedgerLoad load = new LedgerLoad(suite.modernClient("alice"));
        try (load) {
            for (int kill = 0; kill < KILLS; kill++) {
                answer(load, 100);
                LedgerLoad.kill(suite, "gateway");
            }
            answer(load, 50);
        }

        AuditClient carol = suite.auditClient("carol");
        Set<String> effects = load.effects(suite);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    List<JsonNode> records = load.records(carol);
                    Map<String, Long> intents = marks(load, records, "intent");
                    Map<String, Long> outcomes = marks(load, records, "outcome");
                    assertThat(intents.keySet())
                            .as("every effect has an intent")
                            .containsAll(effects);
                    assertThat(outcomes).as("every intent has one outcome").isEqualTo(intents);
                    assertThat(outcomes.values()).containsOnly(1L);
                    assertThat(successes(load, records))
                            .as("every answer has its outcome")
                            .containsAll(load.answered());
                });
        long unknown = load.records(carol).stream()
                .filter(record -> record.at("/event/outcome/reason").asText().equals("GATEWAY_RESTARTED"))
                .count();
        System.out.printf(
                "gateway killed %d times under load: %s, %d effects, %d closed as unknown%n",
                KILLS, load, effects.size(), unknown);
        assertThat(load.count(LedgerLoad.BROKEN)).isPositive();
    }

    private static void answer(LedgerLoad load, int calls) {
        int before = load.answered().size();
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(() -> load.answered().size() >= before + calls);
    }

    private static Map<String, Long> marks(LedgerLoad load, List<JsonNode> records, String kind) {
        return records.stream()
                .filter(record -> record.at("/event/kind").asText().equals(kind))
                .collect(Collectors.groupingBy(load::mark, Collectors.counting()));
    }

    private static Set<String> successes(LedgerLoad load, List<JsonNode> records) {
        return records.stream()
                .filter(record -> record.at("/event/outcome/code").asText().equals("success"))
                .map(load::mark)
                .collect(Collectors.toSet());
    }
}
