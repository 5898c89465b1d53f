package dev.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Step 2 of the tutorial, in 2026-07-28: alice uses both connectors, bob sees less. */
@ExtendWith(Suite.Extension.class)
class ModernJourneyIT {
    private static String names(JsonNode list, String key) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(each -> each.path(key).asText())
                .collect(Collectors.joining(" "));
    }

    @Test
    void theReadyBlockTellsAStrangerWhatToDo(Suite suite) {
        assertThat(suite.readyText()).contains(suite.gateway() + "/mcp", "portolan token alice", "tools/list");
    }

    @Test
    void aliceFindsBothConnectorsInOneNamespace(Suite suite) {
        ModernClient alice = suite.modernClient("alice");

        JsonNode discovered = alice.ask("server/discover", Map.of()).result();
        assertThat(discovered.path("supportedVersions").toString()).contains("2026-07-28", "2025-11-25");
        assertThat(discovered.path("capabilities").has("prompts")).isTrue();
        assertThat(names(alice.ask("tools/list", Map.of()).result().path("tools"), "name"))
                .contains("github_list_issues", "github_git_log", "db_query", "db_describe_table");
        assertThat(names(alice.ask("resources/list", Map.of()).result().path("resources"), "uri"))
                .contains("db://", "git://");
        assertThat(names(
                        alice.ask("resources/templates/list", Map.of()).result().path("resourceTemplates"),
                        "uriTemplate"))
                .contains("github://{owner}/{repo}/issue/{number}", "db://{source}/{schema}/{table}");
        assertThat(names(alice.ask("prompts/list", Map.of()).result().path("prompts"), "name"))
                .contains("github_triage_issues", "db_describe_schema");
    }

    @Test
    void aliceCallsToolsOfBothConnectors(Suite suite) {
        ModernClient alice = suite.modernClient("alice");

        JsonNode issues = alice.tool("github_list_issues", Map.of("owner", "acme", "repo", "storefront"))
                .result();
        assertThat(issues.path("isError").asBoolean()).as(issues.toString()).isFalse();
        assertThat(issues.path("resultType").asText()).isEqualTo("complete");
        assertThat(issues.at("/_meta/io.modelcontextprotocol~1serverInfo/name").asText())
                .isEqualTo("portolan-gateway");

        JsonNode rows = alice.tool("db_query", Map.of("sql", "select count(*) as n from orders"))
                .result();
        assertThat(rows.path("isError").asBoolean()).as(rows.toString()).isFalse();
        assertThat(rows.path("structuredContent").toString()).contains("\"n\"");

        JsonNode log =
                alice.tool("github_git_log", Map.of("repository", "welcome")).result();
        assertThat(log.path("isError").asBoolean()).as(log.toString()).isFalse();
    }

    @Test
    void aliceReadsAResourceGetsAPromptAndCompletesAnArgument(Suite suite) {
        ModernClient alice = suite.modernClient("alice");

        JsonNode table = alice.ask("resources/read", Map.of("uri", "db://shop/public/orders"))
                .result();
        assertThat(table.at("/contents/0/uri").asText()).isEqualTo("db://shop/public/orders");
        assertThat(table.path("cacheScope").asText()).isEqualTo("private");

        JsonNode prompt = alice.ask(
                        "prompts/get",
                        Map.of("name", "db_describe_schema", "arguments", Map.of("source", "shop", "schema", "public")))
                .result();
        assertThat(prompt.path("messages").toString()).contains("orders");

        JsonNode completion = alice.ask(
                        "completion/complete",
                        Map.of(
                                "ref", Map.of("type", "ref/resource", "uri", "db://{source}/{schema}/{table}"),
                                "argument", Map.of("name", "table", "value", "ord"),
                                "context", Map.of("arguments", Map.of("source", "shop", "schema", "public"))))
                .result();
        assertThat(completion.at("/completion/values").toString()).contains("orders");
    }

    @Test
    void writesAreRefusedByTheDatabaseItself(Suite suite) {
        JsonNode result = suite.modernClient("alice")
                .tool("db_query", Map.of("sql", "select 1; commit; delete from orders"))
                .result();

        assertThat(result.path("isError").asBoolean()).isTrue();
    }

    @Test
    void bobSeesLessAndWhatHeDoesNotSeeDoesNotExist(Suite suite) {
        ModernClient bob = suite.modernClient("bob");

        String tools = names(bob.ask("tools/list", Map.of()).result().path("tools"), "name");
        assertThat(tools).contains("db_query").doesNotContain("github_", "ledger_");
        JsonNode hidden = bob.tool("github_list_issues", Map.of("owner", "acme", "repo", "storefront"))
                .error();
        JsonNode missing = bob.tool("github_list_issuez", Map.of("owner", "acme", "repo", "storefront"))
                .error();
        assertThat(hidden.path("code").asInt()).isEqualTo(-32602);
        assertThat(hidden.toString().replace("list_issues", "X"))
                .isEqualTo(missing.toString().replace("list_issuez", "X"));
    }

    @Test
    void argumentsThatDoNotFitAreForTheModelToMend(Suite suite) {
        JsonNode result =
                suite.modernClient("alice").tool("db_query", Map.of("sql", 7)).result();

        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.at("/content/0/text").asText()).contains("/sql");
    }

    @Test
    void withoutATokenThereIsAChallengeAndTheMetadataItNames(Suite suite) {
        ModernClient.Answer refused =
                new ModernClient(suite.gateway() + "/mcp", "no-token").ask("tools/list", Map.of());

        assertThat(refused.status()).isEqualTo(401);
        String challenge =
                refused.http().headers().firstValue("WWW-Authenticate").orElseThrow();
        assertThat(challenge).contains("error=\"invalid_token\"", "resource_metadata=");
        String metadata = challenge.replaceAll(".*resource_metadata=\"([^\"]+)\".*", "$1");
        JsonNode document = ModernClient.send(
                        HttpRequest.newBuilder(URI.create(metadata)).GET().build())
                .message();
        assertThat(document.path("resource").asText()).isEqualTo(suite.gateway() + "/mcp");
        assertThat(document.path("authorization_servers")).hasSize(1);
    }

    @Test
    void nobodyGetsInByGoingAround(Suite suite) {
        String alice = suite.token("alice");

        for (int offset : new int[] {2, 3}) {
            String url = "http://localhost:" + suite.launcher().port(offset) + "/mcp";
            assertThat(new ModernClient(url, alice).ask("tools/list", Map.of()).status())
                    .isEqualTo(401);
        }
    }
}
