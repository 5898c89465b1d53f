package dev.portolan.gateway.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.gateway.edge.GatewayResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Bad input of every sort: one answer, the right id, a status and a code that MCP prescribes, no word of how the
 * gateway is made, and one record for each request. CONTRIBUTING.md has the command of the long run.
 */
@QuarkusTest
@WithTestResource(FuzzResource.class)
class FuzzTest {
    private static final long FIRST = Long.getLong("fuzz.seed", 1);
    private static final int CASES = Integer.getInteger("fuzz.cases", 800);
    private static final int HANDLES_ARE_GOOD_FOR = 2_000;
    private static final int MOST_FAILURES = 10;
    private static final Logger LOG = Logger.getLogger(FuzzTest.class);
    private static final String OPEN = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":"
            + "{\"protocolVersion\":\"%s\",\"capabilities\":{},\"clientInfo\":{\"name\":\"fuzz\",\"version\":\"1\"}}}";
    private static final String ASK = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
            + "{\"name\":\"new_do\",\"arguments\":{\"what\":\"ask\"},\"_meta\":"
            + "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{\"elicitation\":{}}}}}";

    @TestHTTPResource("/mcp")
    URI endpoint;

    GatewayResource.Surroundings around;

    private String host() {
        return endpoint.getAuthority();
    }

    private InetSocketAddress server() {
        return new InetSocketAddress(endpoint.getHost(), endpoint.getPort());
    }

    @BeforeEach
    void untilThereIsSomethingToCall() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(handles().cursor()).isNotEmpty());
    }

    private FuzzRequests.Handles handles() throws IOException {
        String token =
                around.issuer().token("http://localhost:7400/mcp", "somebody", "engineering", Duration.ofMinutes(5));
        List<FuzzRequests.Session> sessions = new ArrayList<>();
        for (String revision : List.of("2025-11-25", "2025-06-18", "2025-03-26")) {
            sessions.add(session(token, revision));
        }
        RawHttp.Answer listed =
                one(asked(token, "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}")
                        .with("Mcp-Session-Id", sessions.get(0).id()));
        String cursor = FuzzOracle.response(listed).at("/result/nextCursor").asText();
        assertThat(cursor).as(listed.text()).isNotEmpty();
        RawHttp.Answer asks = one(asked(token, ASK)
                .with("MCP-Protocol-Version", "2026-07-28")
                .with("Mcp-Method", "tools/call")
                .with("Mcp-Name", "new_do"));
        String state = FuzzOracle.response(asks).at("/result/requestState").asText();
        assertThat(state).as(asks.text()).isNotEmpty();
        return new FuzzRequests.Handles(token, cursor, state, sessions, () -> session(token, "2025-11-25"));
    }

    private FuzzRequests.Session session(String token, String revision) {
        RawHttp.Answer opened = one(asked(token, OPEN.formatted(revision)));
        return new FuzzRequests.Session(
                revision, String.valueOf(opened.headers().get("mcp-session-id")));
    }

    private static FuzzRequest asked(String token, String body) {
        FuzzRequest request = new FuzzRequest()
                .with("Content-Type", "application/json")
                .with("Accept", "application/json, text/event-stream")
                .with("Authorization", "Bearer " + token);
        request.body = body.getBytes(StandardCharsets.UTF_8);
        return request;
    }

    private RawHttp.Answer one(FuzzRequest request) {
        try {
            return RawHttp.exchange(server(), request.bytes(new Random(1), host(), "setup"))
                    .get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whateverComesIsAnsweredOnceInTheProtocolsWordsAndRecordedOnce() throws IOException {
        Map<String, Integer> answered = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        FuzzRequests.Handles handles = handles();
        for (long seed = FIRST; seed < FIRST + CASES && failures.size() < MOST_FAILURES; seed++) {
            if ((seed - FIRST) % HANDLES_ARE_GOOD_FOR == HANDLES_ARE_GOOD_FOR - 1) {
                handles = handles();
            }
            FuzzRequest request = new FuzzRequests(handles).of(seed);
            try {
                answered.merge(check(request, handles, seed), 1, Integer::sum);
            } catch (AssertionError | IOException | RuntimeException failed) {
                failures.add(
                        printable("again with -Dfuzz.seed=" + seed + " -Dfuzz.cases=1: " + request + "\n" + failed));
            }
        }
        around.audit().all().stream()
                .filter(record -> record.at("/client/user_agent").asText().startsWith("fuzz-"))
                .filter(FuzzTest::isEnd)
                .forEach(record -> failures.add("a record too many: " + printable(record.toString())));
        LOG.infof("%d cases from seed %d: %s", CASES, FIRST, answered);
        assertThat(failures)
                .as("cases that failed, each with the way to have it again")
                .isEmpty();
    }

    private static String printable(String text) {
        String ascii = new String(JsonStringEncoder.getInstance().quoteAsString(text)).replaceAll("[^ -~]", "?");
        return ascii.replaceAll("(.{1,6}?)\\1{20,}", "$1$1...");
    }

    private static boolean isEnd(JsonNode record) {
        return !record.path("kind").asText().equals("intent");
    }

    /** Sends the request, and says how it was answered if that is in order. */
    private String check(FuzzRequest request, FuzzRequests.Handles handles, long seed) throws IOException {
        String name = "fuzz-" + seed;
        List<RawHttp.Answer> answers = RawHttp.exchange(server(), request.bytes(new Random(seed), host(), name));
        if (request.brokenHttp && answers.stream().allMatch(FuzzTest::isOfHttp)) {
            assertThat(answers).as("answers").hasSizeLessThanOrEqualTo(1);
            assertThat(ends(name, 0)).as("records of nobody's request").isEmpty();
            return "HTTP " + (answers.isEmpty() ? "closed" : answers.get(0).status());
        }
        assertThat(answers).as("answers").hasSize(1);
        RawHttp.Answer answer = answers.get(0);
        int requests = FuzzOracle.check(answer, request);
        Optional<FuzzLadder.Prescribed> prescribed = FuzzLadder.of(request, handles);
        if (prescribed.isPresent()) {
            FuzzLadder.Prescribed told = new FuzzLadder.Prescribed(
                    answer.status(),
                    answer.body().length == 0
                            ? 0
                            : FuzzOracle.response(answer).at("/error/code").asInt());
            assertThat(told).isEqualTo(prescribed.get());
        }
        List<JsonNode> ends = ends(name, requests);
        assertThat(ends).as("records of how it ended").hasSize(requests);
        if (answer.status() >= 400) {
            assertThat(ends).noneMatch(end -> end.at("/outcome/code").asText().equalsIgnoreCase("success"));
        }
        return (prescribed.isPresent() ? "prescribed " : "") + answer.status();
    }

    /** What is no HTTP is nobody's request: it is told so by its status, and nothing else is told. */
    private static boolean isOfHttp(RawHttp.Answer answer) {
        return answer.status() >= 400 && answer.status() < 500 && answer.text().isEmpty();
    }

    /** The records of how requests ended that came under that name; they are forgotten here. */
    private List<JsonNode> ends(String name, int expected) {
        List<JsonNode> ends = new ArrayList<>();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    around.audit().take(name).stream().filter(FuzzTest::isEnd).forEach(ends::add);
                    return ends.size() >= expected;
                });
        return ends;
    }

    static Stream<String> smuggled() {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";
        String second = "POST /mcp HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
        return Stream.of(
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + second,
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + second,
                "Content-Length: 40\r\nContent-Length: 5\r\n\r\n" + body,
                "Content-Length: 40, 40\r\n\r\n" + body,
                "Content-Length: -1\r\n\r\n" + body,
                "Content-Length: 4x\r\n\r\n" + body,
                "Content-Length: 99999999999999999999\r\n\r\n" + body,
                "Transfer-Encoding: chunked, identity\r\n\r\n" + body,
                "Transfer-Encoding: xchunked\r\n\r\n" + body,
                "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + second,
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + second,
                "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-1\r\nx\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2;a=\"\r\n{}\r\n0\r\nX: y\r\n\r\n",
                "Content-Length: 40\r\n X: folded\r\n\r\n" + body,
                "Content-Length: 40\n\n" + body,
                "Content-Length: 40\r\nX\r\n\r\n" + body,
                ": 1\r\n\r\n",
                "Content-Length: 2\r\n\r\n{}" + second);
    }

    @Test
    void oneRequestIsNeverTakenForTwo() throws IOException {
        String head = "POST /mcp HTTP/1.1\r\nHost: " + host() + "\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nAuthorization: Bearer " + around.token("engineering") + "\r\n";
        for (String rest : smuggled().toList()) {
            String name = "smuggler-" + rest.hashCode();
            byte[] request = (head + "User-Agent: " + name + "\r\n" + rest).getBytes(StandardCharsets.ISO_8859_1);

            List<RawHttp.Answer> answers = RawHttp.exchange(server(), request);
            assertThat(answers).as(rest).hasSizeLessThanOrEqualTo(1).allSatisfy(answer -> {
                assertThat(answer.status()).isBetween(400, 499);
                if (!answer.text().isEmpty()) {
                    FuzzOracle.checkNobodys(answer);
                }
            });
            assertThat(around.audit().take(name)).as(rest).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void aBodyThatNeverComesIsCutOffAndRecordedOnce() {
        String token = around.token("engineering");
        List<String> starts = List.of(
                "Content-Length: 100\r\n\r\n",
                "Content-Length: 100\r\n\r\n{\"jsonrpc\":\"2.0\",\"id\":1",
                "Transfer-Encoding: chunked\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\n{");
        List<CompletableFuture<Void>> all = starts.stream()
                .map(start -> CompletableFuture.runAsync(() -> cutOff(token, "slow-" + start.hashCode(), start)))
                .toList();

        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
    }

    private void cutOff(String token, String name, String start) {
        String head = "POST /mcp HTTP/1.1\r\nHost: " + host() + "\r\nContent-Type: application/json\r\nUser-Agent: "
                + name + "\r\nAuthorization: Bearer " + token + "\r\n";
        byte[] request = (head + start).getBytes(StandardCharsets.US_ASCII);
        try {
            List<RawHttp.Answer> answers = RawHttp.exchange(server(), request);

            assertThat(answers).as(start).singleElement().satisfies(answer -> {
                assertThat(answer.status()).isEqualTo(408);
                FuzzOracle.checkNobodys(answer);
            });
            assertThat(around.audit().take(name)).as(start).hasSize(1);
        } catch (IOException endless) {
            throw new AssertionError(start, endless);
        }
    }
}
