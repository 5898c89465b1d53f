package dev.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Step 3 of the tutorial: carol asks who called what, with what, when, with what outcome. */
@ExtendWith(Suite.Extension.class)
class AuditJourneyIT {
    @Test
    void aCallIsOnRecordAsIntentAndOutcome(Suite suite) {
        String from = Instant.now().toString();
        suite.modernClient("alice")
                .tool("db_query", Map.of("sql", "select 42 as answer", "parameters", List.of()))
                .result();

        List<JsonNode> records = suite.auditClient("carol")
                .all(2, Map.of("person", "alice", "tool", "db_query", "connector", "db", "from", from));

        assertThat(records)
                .extracting(r -> r.at("/event/kind").asText())
                .containsExactlyInAnyOrder("intent", "outcome");
        JsonNode outcome = records.stream()
                .filter(r -> r.at("/event/kind").asText().equals("outcome"))
                .findFirst()
                .orElseThrow();
        assertThat(outcome.at("/event/outcome/code").asText()).isEqualTo("success");
        assertThat(outcome.at("/actor/name").asText()).isEqualTo("alice");
        assertThat(outcome.at("/event/decision/effect").asText()).isEqualTo("allow");
        assertThat(outcome.at("/event/request/trace_id").asText()).matches("[0-9a-f]{32}");
        assertThat(records)
                .extracting(r -> r.at("/event/call_id").asText())
                .containsOnly(outcome.at("/event/call_id").asText());
        JsonNode intent = records.stream()
                .filter(r -> r.at("/event/kind").asText().equals("intent"))
                .findFirst()
                .orElseThrow();
        JsonNode sent =
                suite.auditClient("grace").payload(intent.at("/event/event_id").asText(), "a journey");
        assertThat(sent.at("/arguments/text").asText()).contains("select 42 as answer");
        assertThat(sent.at("/state").asText()).isEqualTo("open");
    }

    @Test
    void aRefusalAndAFailedLoginAreOneRecordEach(Suite suite) {
        String from = Instant.now().toString();
        suite.modernClient("bob").tool("github_list_issues", Map.of("owner", "acme", "repo", "storefront"));
        new ModernClient(suite.gateway() + "/mcp", "not-a-token").ask("tools/list", Map.of());
        AuditClient carol = suite.auditClient("carol");

        List<JsonNode> denied = carol.all(1, Map.of("person", "bob", "outcome", "denied", "from", from));
        List<JsonNode> anonymous = carol.all(2, Map.of("outcome", "denied", "kind", "event", "from", from)).stream()
                .filter(r -> r.at("/event/outcome/reason").asText().equals("UNAUTHENTICATED"))
                .toList();

        assertThat(denied).singleElement().satisfies(r -> {
            assertThat(r.at("/event/target/name").asText()).isEqualTo("github_list_issues");
            assertThat(r.at("/event/outcome/reason").asText()).isEqualTo("UNKNOWN_FEATURE");
        });
        assertThat(anonymous)
                .singleElement()
                .satisfies(r -> assertThat(r.at("/event/actor/type").asText()).isEqualTo("anonymous"));
    }

    @Test
    void recordsComePageByPage(Suite suite) {
        ModernClient alice = suite.modernClient("alice");
        String from = Instant.now().toString();
        for (int i = 0; i < 5; i++) {
            alice.ask("tools/list", Map.of()).result();
        }

        List<JsonNode> records = suite.auditClient("carol")
                .all(5, Map.of("person", "alice", "method", "tools/list", "from", from, "limit", "2"));

        assertThat(records).hasSize(5);
    }

    @Test
    void aliceMayNotAsk(Suite suite) {
        assertThat(suite.auditClient("alice").get(Map.of()).status()).isIn(401, 403);
    }

    @Test
    void theCallersTokenReachesNoConnector(Suite suite) {
        suite.modernClient("alice")
                .tool("ledger_mark", Map.of("mark", "credential"))
                .result();

        assertThat(suite.ledger().marks()).contains("credential");
        assertThat(suite.ledger().credentials()).isEmpty();
    }
}
