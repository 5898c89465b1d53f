package dev.portolan.gateway.edge;

import static dev.portolan.gateway.edge.RevisionsResource.REVISIONS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.mcp.Revision;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients of each revision with connectors of each revision, feature by feature. What they get is the table in
 * docs/reference/mcp-support.md: the test fails when it is another.
 */
@QuarkusTest
@WithTestResource(RevisionsResource.class)
class RevisionMatrixTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "mcp-support.md");
    private static final String REGENERATE =
            "mvn -pl libs/mcp,libs/audit-event,gateway-service test -Dtest=RevisionMatrixTest -Dupdate.docs=true";

    @TestHTTPResource("/mcp")
    URI endpoint;

    RevisionsResource.Surroundings around;

    private final Map<Revision, RevisionClient> clients = new EnumMap<>(Revision.class);

    @BeforeEach
    void untilAllConnectorsAreListed() throws Exception {
        for (Revision revision : REVISIONS) {
            clients.put(revision, new RevisionClient(revision, endpoint, around.token()));
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            String listed = client(Revision.V2025_11_25)
                    .ask("tools/list", RevisionClient.JSON.createObjectNode())
                    .answer()
                    .toString();
            return REVISIONS.stream().map(RevisionsResource::id).allMatch(id -> listed.contains("\"p" + id + "_do"))
                    && listed.contains("replaced_do")
                    && REVISIONS.stream().map(RevisionsResource::id).allMatch(id -> listed.contains("\"" + id + "_do"));
        });
    }

    private RevisionClient client(Revision revision) {
        return clients.get(revision);
    }

    @ParameterizedTest
    @EnumSource
    void thePageSaysWhatClientsGet(RevisionFeature feature) throws Exception {
        StringBuilder table = new StringBuilder("## " + feature.title() + "\n\n| client, connector |");
        REVISIONS.forEach(connector -> table.append(' ').append(connector).append(" |"));
        table.append("\n|---|---|---|---|---|\n");
        for (Revision client : REVISIONS) {
            table.append("| **").append(client).append("** |");
            for (Revision connector : REVISIONS) {
                String given = feature.of(new RevisionFeature.Pair(client(client), connector, around));
                table.append(' ').append(given).append(" |");
            }
            table.append('\n');
        }
        String page = Files.readString(PAGE);
        if (Boolean.getBoolean("update.docs")) {
            page = replaced(page, feature, table.toString());
            Files.writeString(PAGE, page);
        }
        assertThat(page).as("the page is behind; generate it: %s", REGENERATE).contains(table);
    }

    private static String replaced(String page, RevisionFeature feature, String table) {
        int from = page.indexOf("## " + feature.title() + "\n");
        if (from < 0) {
            return page.stripTrailing() + "\n\n" + table;
        }
        int next = page.indexOf("\n## ", from + 1);
        return page.substring(0, from) + table + (next < 0 ? "" : page.substring(next));
    }

    /** Once what was left of an answered exchange cut its connection a second later, whoever used it by then. */
    @ParameterizedTest
    @EnumSource(names = {"V2025_11_25", "V2025_03_26"})
    void anExchangeThatIsOverCutsNobodyOff(Revision connector) throws Exception {
        RevisionClient client = client(Revision.V2026_07_28);
        RevisionFeature.Pair pair = new RevisionFeature.Pair(client, connector, around);
        client.thinkFor(Duration.ofMillis(1_500));
        for (int connection = 0; connection < 20; connection++) {
            pair.call("link");
        }

        RevisionClient.Heard heard = pair.call("sample");

        assertThat(heard.text()).as(heard.answer().toString()).isEqualTo("said");
    }

    @Test
    void aConnectorIsSpokenToInItsOwnRevisionWhetherFoundOutOrPinned() throws Exception {
        for (Revision revision : REVISIONS) {
            String id = RevisionsResource.id(revision);
            for (String connector : List.of(id, "p" + id)) {
                ObjectNode params = RevisionClient.JSON.createObjectNode().put("name", connector + "_do");
                params.putObject("arguments").put("what", "log");
                assertThat(client(Revision.V2026_07_28)
                                .ask("tools/call", params)
                                .text())
                        .as(connector)
                        .isEqualTo("logged");
            }
        }
    }

    @Test
    void aConnectorThatDoesNotSpeakTheRevisionItIsPinnedToIsNotUsed() throws Exception {
        Awaitility.await().until(() -> around.mispinned().offers().size() >= 2);

        assertThat(around.mispinned().offers()).containsOnly("2025-03-26");
        assertThat(client(Revision.V2026_07_28)
                        .ask("tools/list", RevisionClient.JSON.createObjectNode())
                        .answer()
                        .toString())
                .contains("replaced_do")
                .doesNotContain("mispinned_do");
    }

    @Test
    void aConnectorThatIsReplacedByANewerOneIsFoundOutAgain() {
        around.replaced().become(Revision.V2026_07_28);
        around.replaced().headers().clear();

        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> around.replaced().headers().stream()
                .anyMatch(
                        headers -> headers.getOrDefault("Mcp-method", List.of()).contains("tools/list")));
    }
}
