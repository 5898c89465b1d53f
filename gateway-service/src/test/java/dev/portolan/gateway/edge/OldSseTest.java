package dev.portolan.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.mcp.Revision;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Connectors that have the HTTP+SSE transport of 2024-11-05 and no other. */
@QuarkusTest
@WithTestResource(OldSseResource.class)
class OldSseTest {
    @TestHTTPResource("/mcp")
    URI endpoint;

    OldSseResource.Surroundings around;

    private RevisionClient modern;

    @BeforeEach
    void bothAreListed() throws Exception {
        modern = new RevisionClient(Revision.V2026_07_28, endpoint, around.token());
        eventually().until(() -> listed().contains("found_do") && listed().contains("pinned_do"));
    }

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(30));
    }

    private String listed() throws Exception {
        return modern.ask("tools/list", RevisionClient.JSON.createObjectNode())
                .answer()
                .toString();
    }

    private static ObjectNode tool(String connector, String what) {
        ObjectNode params = RevisionClient.JSON.createObjectNode().put("name", connector + "_do");
        params.putObject("arguments").put("what", what);
        return params;
    }

    private String call(String connector, String what) throws Exception {
        return modern.ask("tools/call", tool(connector, what)).text();
    }

    @ParameterizedTest
    @CsvSource({"V2026_07_28, found", "V2026_07_28, pinned", "V2025_11_25, found", "V2025_03_26, pinned"})
    void callsOfAnyRevisionAreAnswered(Revision revision, String connector) throws Exception {
        RevisionClient client = new RevisionClient(revision, endpoint, around.token());
        ObjectNode progress = tool(connector, "progress");
        progress.putObject("_meta").put("progressToken", "mine");

        RevisionClient.Heard heard = client.ask("tools/call", progress);

        assertThat(heard.text()).isEqualTo("done");
        assertThat(heard.notifications())
                .extracting(n -> n.at("/params/progressToken").asText())
                .containsExactly("mine");
        assertThat(client.ask("tools/call", tool(connector, "ask")).text()).isEqualTo("said");
    }

    @Test
    void theRevisionIsAgreedOnOrPinned() {
        assertThat(around.found().offered()).first().isEqualTo("2025-11-25");
        assertThat(around.pinned().offered()).containsOnly("2024-11-05");
    }

    @Test
    void whatChangesIsHeard() throws Exception {
        around.found().rename("other");
        eventually().until(() -> listed().contains("found_other"));
        around.found().rename("do");
        eventually().until(() -> listed().contains("found_do"));
    }

    @Test
    void aCallThatIsCancelledIsCancelledAtTheConnector() throws Exception {
        String id = "hang-" + System.nanoTime();
        Runnable cancel = hang(id);

        cancel.run();

        eventually().until(() -> around.found().posted().stream()
                .anyMatch(m -> m.path("method").asText().equals("notifications/cancelled")));
    }

    /** A call that has reached its connector and is not answered. @return to take it back */
    private Runnable hang(String id) throws Exception {
        long before = hanging();
        Runnable cancel = modern.begin(id, "tools/call", tool("found", "hang"));
        eventually().until(() -> hanging() > before);
        return cancel;
    }

    private long hanging() {
        return around.found().posted().stream()
                .filter(m -> m.at("/params/arguments/what").asText().equals("hang"))
                .count();
    }

    @Test
    void aStreamThatBreaksFailsItsCallsAndIsOpenedAgain() throws Exception {
        String id = "cut-" + System.nanoTime();
        hang(id);
        int before = around.found().opened();

        around.found().cutStreams();

        eventually().until(() -> around.audit().of(id).size() == 2);
        assertThat(around.audit().of(id).get(1).at("/outcome/reason").asText()).isEqualTo("CONNECTOR_UNAVAILABLE");
        eventually().until(() -> call("found", "work").equals("done"));
        assertThat(around.found().opened()).isGreaterThan(before);
    }

    @Test
    void aStreamOnWhichNothingComesIsGivenUpWithTheCallThatWaited() throws Exception {
        int before = around.pinned().opened();
        around.pinned().mute(true);

        assertThat(call("pinned", "work")).contains("did not answer within 2000 ms");

        around.pinned().mute(false);
        eventually()
                .until(() -> around.pinned().opened() > before
                        && call("pinned", "work").equals("done"));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 500})
    void aMessageThatIsNotTakenFailsItsCallAtOnce(int status) throws Exception {
        around.pinned().answering(status);
        String said = call("pinned", "work");
        around.pinned().answering(202);

        assertThat(said).containsIgnoringCase("connector pinned").doesNotContain("did not answer within");
        eventually().until(() -> call("pinned", "work").equals("done"));
    }

    @Test
    void nothingIsPostedToAnotherOrigin() throws Exception {
        eventually().until(() -> around.foreign().opened() > 1);

        assertThat(around.elsewhere().posted()).isEmpty();
        assertThat(around.foreign().posted()).isEmpty();
        assertThat(listed()).doesNotContain("foreign_");
    }
}
