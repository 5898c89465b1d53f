package dev.portolan.mcp.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.server.fixture.CancelledCalls;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only shows over HTTP and is not in the contract of connectors, which connector-testkit tests. */
@QuarkusTest
class McpServerComponentTest {
    private static final String FOREIGN = "hunter2";

    @TestHTTPResource("/mcp")
    URI endpoint;

    @BeforeEach
    void forgetCancelledCalls() {
        CancelledCalls.REASONS.clear();
    }

    private ModernCall call() {
        return new ModernCall(endpoint);
    }

    @Test
    void aRecordIsStructuredContentAndItsJsonAsText() throws Exception {
        JsonSlice result = call().tool("search_books", "{\"filter\":{\"title\":\"x\"},\"shelf_id\":null}")
                .result();

        String structured = result.member("structuredContent").json();
        assertThat(structured)
                .contains("\"title\":\"x\"", "\"order\":\"newest_first\"", "\"limit\":10", "\"shelf\":null")
                .doesNotContain("series", "mark\"");
        assertThat(text(result)).isEqualTo(structured);
    }

    @Test
    void everyViolationIsNamedWithItsPathAndRule() throws Exception {
        JsonSlice result = call().tool(
                        "search_books", "{\"filter\":{\"since\":\"x\"},\"limit\":99,\"order\":\"up\",\"zzz\":1}")
                .result();

        assertThat(result.member("isError").isTrue()).isTrue();
        assertThat(text(result))
                .contains("/filter/since", "/filter/title", "/limit", "(maximum)", "/order", "(enum)", "/zzz");
    }

    @Test
    void aConstructorMayRefuseAnArgumentInItsOwnWords() throws Exception {
        JsonSlice result = call().tool("search_books", "{\"filter\":{\"title\":\"forbidden\"}}")
                .result();

        assertThat(text(result)).isEqualTo("that title is not to be searched");
    }

    @Test
    void ourOwnErrorIsToldWithItsFacts() throws Exception {
        JsonSlice result = call().tool("fail", "{\"how\":\"ours\"}").result();

        assertThat(text(result)).isEqualTo("the shelf is closed");
        assertThat(result.member("_meta").member("dev.portolan/error").text()).isEqualTo("closed");
    }

    @Test
    void ourOwnErrorOutsideAToolKeepsItsWords() throws Exception {
        assertThat(call().read("shelf://a/books/closed").error().json()).contains("-32603", "the shelf is closed");
    }

    @Test
    void foreignWordsReachNobody() throws Exception {
        for (String how : new String[] {"foreign", "error"}) {
            JsonSlice result = call().tool("fail", "{\"how\":\"" + how + "\"}").result();

            assertThat(result.member("isError").isTrue()).isTrue();
            assertThat(text(result)).startsWith("internal error, call id ").doesNotContainIgnoringCase(FOREIGN);
        }
        JsonSlice error = call().read("shelf://a/books/broken").error();
        assertThat(error.member("code").integer()).isEqualTo(-32603);
        assertThat(error.json()).contains("call id").doesNotContainIgnoringCase(FOREIGN);
    }

    @Test
    void structuredContentThatBreaksItsSchemaNeverLeaves() throws Exception {
        JsonSlice result = call().tool("break_promise", "{}").result();

        assertThat(result.member("isError").isTrue()).isTrue();
        assertThat(result.json()).doesNotContainIgnoringCase(FOREIGN).doesNotContain("structuredContent");
    }

    @Test
    void otherTextMayStandBesideStructuredContent() throws Exception {
        JsonSlice result = call().tool("summarise", "{}").result();

        assertThat(text(result)).isEqualTo("**short**");
        assertThat(result.member("structuredContent")).hasToString("{\"word\":\"short\"}");
        assertThat(result.member("_meta").json()).contains("dev.portolan/labels", "serverInfo");
    }

    @Test
    void progressMakesTheAnswerAStream() throws Exception {
        ModernCall.Answer answer = call().withProgress("\"p\"").tool("work", "{}");

        assertThat(answer.contentType()).isEqualTo("text/event-stream");
        assertThat(answer.messages()).hasSize(4);
        assertThat(answer.messages().get(0).json())
                .contains("notifications/progress", "\"progressToken\":\"p\"", "\"progress\":1,", "\"total\":3");
        assertThat(text(answer.result())).isEqualTo("done");
    }

    @Test
    void withoutATokenOrAStreamProgressIsNotTold() throws Exception {
        assertThat(call().tool("work", "{}").contentType()).isEqualTo("application/json");
        assertThat(call().withProgress("1")
                        .accepting("application/json")
                        .tool("work", "{}")
                        .contentType())
                .isEqualTo("application/json");
    }

    @Test
    void aCallThatTakesTooLongIsGivenUpAndToldSo() throws Exception {
        JsonSlice result = call().tool("wait_for_cancel", "{}").result();

        assertThat(result.member("isError").isTrue()).isTrue();
        assertThat(text(result)).contains("longer than it may");
        assertThat(CancelledCalls.REASONS.poll(5, TimeUnit.SECONDS)).isEqualTo("timeout");
    }

    @Test
    void aClientThatLeavesCancelsItsCall() throws Exception {
        byte[] body = call().body("tools/call", "\"name\":\"wait_for_cancel\"").getBytes(StandardCharsets.UTF_8);
        String head =
                "POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: " + body.length
                        + "\r\nMCP-Protocol-Version: 2026-07-28\r\nMcp-Method: tools/call"
                        + "\r\nMcp-Name: wait_for_cancel\r\n\r\n";

        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
        }

        assertThat(CancelledCalls.REASONS.poll(5, TimeUnit.SECONDS)).isIn("disconnected", "timeout");
    }

    @Test
    void aBodyBeyondTheBoundIsRefused() throws Exception {
        ModernCall.Answer answer = call().tool("echo", "{\"text\":\"" + "x".repeat(70_000) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.error().member("code").integer()).isEqualTo(-32600);
    }

    @Test
    void jsonBeyondTheDepthIsRefused() throws Exception {
        ModernCall.Answer answer = call().tool("echo", "[".repeat(70) + "]".repeat(70));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error().member("code").integer()).isEqualTo(-32700);
    }

    @Test
    void whatIsNotJsonByItsMediaTypeIsRefused() throws Exception {
        assertThat(call().sending("text/plain").tool("echo", "{}").status()).isEqualTo(415);
    }

    @Test
    void completionsBeyondAHundredAreCutAndSayHowManyThereAre() throws Exception {
        JsonSlice completion = call().ask(
                        "completion/complete",
                        "\"ref\":{\"type\":\"ref/resource\",\"uri\":\"shelf://{shelf}/books/{book}\"},"
                                + "\"argument\":{\"name\":\"shelf\",\"value\":\"s\"}")
                .result()
                .member("completion");

        assertThat(completion.member("values").elements()).hasSize(100);
        assertThat(completion.member("total").integer()).isEqualTo(250);
        assertThat(completion.member("hasMore").isTrue()).isTrue();
    }

    @Test
    void aCompletionKnowsWhatIsFilledIn() throws Exception {
        JsonSlice result = call().ask(
                        "completion/complete",
                        "\"ref\":{\"type\":\"ref/resource\",\"uri\":\"shelf://{shelf}/books/{book}\"},"
                                + "\"argument\":{\"name\":\"book\",\"value\":\"b\"},"
                                + "\"context\":{\"arguments\":{\"shelf\":\"s1\"}}")
                .result();

        assertThat(result.json()).contains("s1/b");
    }

    @Test
    void theMostSpecificTemplateServesAndTheDeclaredTypeIsGiven() throws Exception {
        assertThat(call().read("shelf://a/books/b%20c")
                        .result()
                        .member("contents")
                        .json())
                .contains("application/json", "b c");
        assertThat(call().read("shelf://a/files/x/y.txt").result().json()).contains("a:x/y.txt");
        assertThat(call().read("shelf://logo").result().json()).contains("\"blob\":\"AQID\"", "image/png");
    }

    @Test
    void aMissingPromptArgumentIsInvalidParams() throws Exception {
        JsonSlice error = call().ask("prompts/get", "\"name\":\"recommend\"").error();

        assertThat(error.member("code").integer()).isEqualTo(-32602);
        assertThat(error.member("message").text()).contains("taste");
    }

    private static String text(JsonSlice result) {
        return result.member("content").elements().get(0).member("text").text();
    }

    static JsonSlice parse(String json) {
        return JsonSlice.parse(json.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT);
    }
}
