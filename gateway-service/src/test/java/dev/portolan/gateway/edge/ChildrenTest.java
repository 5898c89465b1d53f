package dev.portolan.gateway.edge;

import static dev.portolan.gateway.edge.ChildrenResource.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.mcp.Revision;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connectors that are child processes, behind a running gateway. */
@QuarkusTest
@WithTestResource(ChildrenResource.class)
class ChildrenTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String REFUSED = "refused -32601";

    @TestHTTPResource("/mcp")
    URI endpoint;

    ChildrenResource.Surroundings around;

    private RevisionClient modern;
    private RevisionClient legacy;

    @BeforeEach
    void connect() throws Exception {
        modern = new RevisionClient(Revision.V2026_07_28, endpoint, around.token());
        legacy = new RevisionClient(Revision.V2025_11_25, endpoint, around.token());
    }

    private static ObjectNode tool(String connector, String what) {
        ObjectNode params = RevisionClient.JSON.createObjectNode().put("name", connector + "_do");
        params.putObject("arguments").put("what", what);
        return params;
    }

    private static String call(RevisionClient client, String connector, String what) throws Exception {
        return client.ask("tools/call", tool(connector, what)).text();
    }

    private String listed() throws Exception {
        return modern.ask("tools/list", RevisionClient.JSON.createObjectNode())
                .answer()
                .toString();
    }

    private void awaitListed(String tool) {
        Awaitility.await().atMost(LONG).until(() -> listed().contains("\"" + tool + "\""));
    }

    /** A process without a past, in which nothing was given up. */
    private void renewed(String connector) throws Exception {
        awaitListed(connector + "_do");
        String before = call(modern, connector, "pid");
        modern.ask("tools/call", tool(connector, "crash"));
        // a connector whose calls fail too often is left alone
        Awaitility.await().pollInterval(Duration.ofMillis(200)).atMost(LONG).until(() -> {
            String now = call(modern, connector, "pid");
            return now.matches("[0-9]+") && !now.equals(before);
        });
    }

    @ParameterizedTest
    @EnumSource
    void eachRevisionIsSpokenOverStandardStreams(Revision revision) throws Exception {
        String id = id(revision);
        renewed(id);

        String said = call(modern, id, "initialize");
        if (!revision.isModern()) {
            assertThat(said).contains("protocolVersion : 2025-11-25", "elicitation", "sampling");
        }
        for (RevisionClient client : List.of(modern, legacy)) {
            ObjectNode progress = tool(id, "progress");
            progress.putObject("_meta").put("progressToken", "mine");
            RevisionClient.Heard heard = client.ask("tools/call", progress);
            assertThat(heard.notifications())
                    .as(heard.answer().toString())
                    .extracting(n -> n.at("/params/progressToken").asText())
                    .containsExactly("mine");
            assertThat(call(client, id, "sample")).isEqualTo("said");
            assertThat(call(client, id, "form")).isEqualTo("accepted");
        }
        call(modern, id, "change");
        awaitListed(id + "_more");
    }

    @Test
    void theOldestRevisionIsSpokenOnBothSides() throws Exception {
        renewed("c20241105");
        try (SseClient client = new SseClient(endpoint.resolve("/mcp/sse"), around.token()).initialized()) {
            client.answering(
                    "{\"role\":\"assistant\",\"model\":\"m\"," + "\"content\":{\"type\":\"text\",\"text\":\"said\"}}");

            JsonNode answer =
                    client.ask("a", "tools/call", "\"name\":\"c20241105_do\",\"arguments\":{\"what\":\"sample\"}");

            assertThat(answer.at("/result/content/0/text").asText()).isEqualTo("said");
        }
    }

    @Test
    void logMessagesAreNobodysSinceNobodyCanSayWhose() throws Exception {
        awaitListed("c20250618_do");
        ObjectNode params = tool("c20250618", "log");
        params.putObject("_meta").put("io.modelcontextprotocol/logLevel", "debug");

        RevisionClient.Heard heard = modern.ask("tools/call", params);

        assertThat(heard.text()).isEqualTo("logged");
        assertThat(heard.notifications()).isEmpty();
    }

    @Test
    void aQuestionIsAskedOfTheOneCallThereIsAndElseDeclined() throws Exception {
        renewed("c20250326");
        String before = "block-" + System.nanoTime();
        modern.begin(before, "tools/call", tool("c20250326", "block"));
        Awaitility.await().atMost(LONG).until(() -> call(modern, "c20250326", "waiting")
                .equals("1"));

        assertThat(call(modern, "c20250326", "sample")).isEqualTo(REFUSED);

        assertThat(call(modern, "c20250326", "release")).isEqualTo("done");
        Awaitility.await().atMost(LONG).until(() -> around.audit().of(before).size() == 2);
        assertThat(call(modern, "c20250326", "sample")).isEqualTo("said");
    }

    @ParameterizedTest
    @EnumSource(names = {"V2024_11_05", "V2026_07_28"})
    void aCallThatIsGivenUpIsCancelledAndNobodyIsAskedInItsPlace(Revision revision) throws Exception {
        renewed(id(revision));
        String hanging = "hang-" + System.nanoTime();
        Runnable cancel = modern.begin(hanging, "tools/call", tool(id(revision), "hang"));
        Awaitility.await().atMost(LONG).until(() -> call(modern, id(revision), "waiting")
                .equals("1"));

        cancel.run();

        Awaitility.await().atMost(LONG).until(() -> call(modern, id(revision), "cancelled")
                .matches("[0-9]+"));
        if (!revision.isModern()) {
            assertThat(call(modern, id(revision), "sample")).isEqualTo(REFUSED);
        }
        renewed(id(revision));
    }

    @Test
    void whatEndsWhenAskedWhatItDoesNotKnowIsFoundOutAllTheSame() throws Exception {
        awaitListed("dying_do");

        assertThat(call(modern, "dying", "initialize")).contains("2025-11-25");
        assertThat(call(modern, "dying", "environment").split(" "))
                .contains("LEVEL", "PATH")
                .isSubsetOf("LEVEL", "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "TZ", "TMPDIR");
    }

    @Test
    void soIsWhatSaysNothing() {
        awaitListed("mute_do");
    }

    @Test
    void aPinnedRevisionIsTheOneThatIsOffered() throws Exception {
        awaitListed("pinned_do");

        assertThat(call(modern, "pinned", "initialize"))
                .contains("protocolVersion : 2024-11-05", "sampling")
                .doesNotContain("elicitation");
        assertThat(call(modern, "pinned", "directory")).isEqualTo("/");
    }

    @Test
    void aCrashFailsTheCallsOfThatConnectorAndOfNoOther() throws Exception {
        awaitListed("frail_do");
        awaitListed("c20251125_do");
        String other = call(modern, "c20251125", "pid");
        CompletableFuture<RevisionClient.Heard> blocked = CompletableFuture.supplyAsync(() -> {
            try {
                return modern.ask("tools/call", tool("frail", "block"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        RevisionClient.Heard crashed = modern.ask("tools/call", tool("frail", "crash"));

        assertThat(crashed.text()).isEqualTo("Connector frail ended before it answered");
        assertThat(crashed.answer().at("/result/isError").asBoolean()).isTrue();
        List<JsonNode> records = around.audit().of(crashed.id());
        assertThat(records.get(records.size() - 1).at("/outcome/reason").asText())
                .isEqualTo("CONNECTOR_UNAVAILABLE");
        assertThat(blocked.get().text()).isIn("Connector frail ended before it answered");
        assertThat(call(modern, "c20251125", "pid")).isEqualTo(other);
        renewed("frail");
    }

    @Test
    void whatIsNoMessageHurtsNobody() throws Exception {
        renewed("frail");
        assertThat(call(modern, "frail", "garbage")).isEqualTo("done");
        assertThat(call(modern, "frail", "stderr")).isEqualTo("done");
        // What is too long to be read is about the only request in flight; while the lists are looked at there are two.
        String withheld = "The answer of connector frail was withheld: it is longer than 65536 bytes";
        Awaitility.await().pollInterval(Duration.ofMillis(200)).atMost(LONG).until(() -> call(modern, "frail", "huge")
                .equals(withheld));
        assertThat(call(modern, "frail", "progress")).isEqualTo("done");
    }

    @Test
    void aProgramThatIsNotThereIsAnUnreachableConnector() throws Exception {
        assertThat(listed()).doesNotContain("none_");
    }

    @Test
    void aProcessEndsWithItsEntryAndAnotherBeginsWithAnother() throws Exception {
        awaitListed("mute_do");
        long pid = Long.parseLong(call(modern, "mute", "pid"));
        String before = Files.readString(around.connectors());

        Files.writeString(
                around.connectors(), before + "  " + ChildrenResource.entry("late", Revision.V2024_11_05, "good", ""));
        awaitListed("late_do");
        assertThat(call(modern, "mute", "pid")).as("what did not change").isEqualTo(Long.toString(pid));
        Files.writeString(
                around.connectors(),
                before.lines().filter(line -> !line.contains(" mute:")).reduce("", (a, b) -> a + b + "\n"));

        Awaitility.await().atMost(LONG).until(() -> ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .isEmpty());
        Files.writeString(around.connectors(), before);
        awaitListed("mute_do");
    }
}
