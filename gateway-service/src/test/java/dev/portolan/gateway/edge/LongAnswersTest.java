package dev.portolan.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers of up to 100 MiB through the running gateway. */
@QuarkusTest
@WithTestResource(LargeResource.class)
class LongAnswersTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int EDGES = 2_000;
    private static final long MIB = 1024 * 1024;

    @TestHTTPResource("/mcp")
    URI endpoint;

    @Inject
    MeterRegistry meters;

    LargeResource.Surroundings around;

    private final String id = UUID.randomUUID().toString();

    /** A response read to its end: how it began, how it ended, and the digest of the result it carried. */
    private record Read(long length, String begin, String end, String digest) {}

    @BeforeEach
    void untilTheConnectorIsListed() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            String listed =
                    new String(send("tools/list", "", "", "look").body().readAllBytes(), StandardCharsets.UTF_8);
            return listed.contains("big_do") && listed.contains("tight_do");
        });
    }

    @AfterEach
    void nothingIsLeftOnDisk() {
        Awaitility.await().untilAsserted(() -> {
            assertThat(onDisk()).isZero();
            try (Stream<?> files = Files.list(around.spilled())) {
                assertThat(files).isEmpty();
            }
        });
    }

    private double onDisk() {
        return meters.get("gateway.long.answers.disk").gauge().value();
    }

    private HttpRequest request(String method, String params, String name, String requestId) {
        return request(method, params, name, requestId, "");
    }

    private HttpRequest request(String method, String params, String name, String requestId, String meta) {
        String comma = params.isEmpty() ? "" : ",";
        String body = "{\"jsonrpc\":\"2.0\",\"id\":\"" + requestId + "\",\"method\":\"" + method + "\",\"params\":{"
                + params + comma + "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{}" + meta + "}}}";
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + around.token())
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return (name.isEmpty() ? request : request.header("Mcp-Name", name)).build();
    }

    private HttpResponse<InputStream> send(String method, String params, String name, String requestId)
            throws Exception {
        return HTTP.send(request(method, params, name, requestId), HttpResponse.BodyHandlers.ofInputStream());
    }

    private HttpResponse<InputStream> tool(String name, String what) throws Exception {
        return send("tools/call", callOf(name, what), name, id);
    }

    private static String callOf(String name, String what) {
        return "\"name\":\"" + name + "\",\"arguments\":{\"what\":\"" + what + "\"}";
    }

    private JsonNode recordOf(String requestId) {
        List<JsonNode> records = around.audit().of(requestId);
        assertThat(records).hasSize(2);
        assertThat(records.get(0).path("kind").asText()).isEqualTo("intent");
        return records.get(1).path("outcome");
    }

    private JsonNode outcome() {
        return recordOf(id);
    }

    private static Read read(InputStream body, String requestId) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        int head = ("{\"jsonrpc\":\"2.0\",\"id\":\"" + requestId + "\",\"result\":").length();
        byte[] begin = body.readNBytes(EDGES);
        digest.update(begin, head, EDGES - head);
        byte[] end = new byte[0];
        long length = begin.length;
        byte[] block = new byte[64 * 1024];
        for (int n = body.read(block); n > 0; n = body.read(block)) {
            length += n;
            byte[] both = new byte[end.length + n];
            System.arraycopy(end, 0, both, 0, end.length);
            System.arraycopy(block, 0, both, end.length, n);
            int whole = Math.max(0, both.length - EDGES);
            digest.update(both, 0, whole);
            end = java.util.Arrays.copyOfRange(both, whole, both.length);
        }
        String tail = new String(end, StandardCharsets.UTF_8);
        // The record is of what was screened; what the gateway says of itself is added after.
        String screened = tail.replaceFirst(",\"io.modelcontextprotocol/serverInfo\":\\{[^}]*}", "");
        digest.update(screened.substring(0, screened.length() - 1).getBytes(StandardCharsets.UTF_8));
        return new Read(
                length,
                new String(begin, StandardCharsets.UTF_8),
                tail,
                HexFormat.of().formatHex(digest.digest()));
    }

    @Test
    void aLongResourceComesWholeWithItsUriRenamedAndIsOnRecord() throws Exception {
        HttpResponse<InputStream> response = send("resources/read", "\"uri\":\"big+file:///b\"", "big+file:///b", id);
        JsonNode before = outcome();
        Read read = read(response.body(), id);

        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(read.length());
        assertThat(read.length()).isBetween((long) LargeConnector.RESOURCE, LargeConnector.RESOURCE + 1_000L);
        assertThat(read.begin())
                .startsWith("{\"jsonrpc\":\"2.0\",\"id\":\"" + id
                        + "\",\"result\":{\"ttlMs\":5,\"contents\":[{\"blob\":\"QUJD");
        assertThat(read.end())
                .contains("QUJD\",\"uri\":\"big+file:///b\"}]", "\"cacheScope\":\"private\"")
                .endsWith("}}");
        assertThat(before.path("code").asText()).isEqualTo("success");
        assertThat(before.path("sha256").asText()).isEqualTo(read.digest());
        assertThat(before.path("bytes_out").asLong()).isBetween((long) LargeConnector.RESOURCE, read.length());
    }

    @ParameterizedTest
    @CsvSource({"json", "sse"})
    void aLongResultOfAToolComesWholeHoweverItWasSent(String how) throws Exception {
        Read read = read(tool("big_do", how).body(), id);

        assertThat(read.end())
                .contains("QUJD\"},{\"type\":\"resource_link\",\"uri\":\"big+file:///a\",\"name\":\"a\"}]");
        assertThat(outcome().path("sha256").asText()).isEqualTo(read.digest());
    }

    @Test
    void aLongAnswerAfterProgressIsOneEvent() throws Exception {
        String params = callOf("big_do", "sse-progress");
        HttpResponse<InputStream> response = HTTP.send(
                request("tools/call", params, "big_do", id, ",\"progressToken\":7"),
                HttpResponse.BodyHandlers.ofInputStream());
        long length = 0;
        String first = "";
        String last = "";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                length += line.length();
                first = first.isEmpty() && line.startsWith("data: ") ? line : first;
                last = line.isEmpty() ? last : line;
            }
        }

        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(JSON.readTree(first.substring(6)).at("/params/progressToken").asInt())
                .isEqualTo(7);
        assertThat(length).isGreaterThan(LargeConnector.LENGTH);
        assertThat(last).startsWith("data: {").endsWith("}}").contains("big+file:///a");
    }

    /** Four answers wait at once; their clients read nothing yet. What is reachable has grown by less than one. */
    @Test
    void theHeapDoesNotGrowWithTheAnswersThatWaitForSlowClients() throws Exception {
        long before = reachable();
        List<String> ids =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(4).toList();
        List<HttpResponse<InputStream>> responses = new ArrayList<>();
        for (String one : ids) {
            responses.add(send("tools/call", callOf("big_do", "heavy"), "big_do", one));
        }

        assertThat(onDisk()).isGreaterThanOrEqualTo(4.0 * LargeConnector.HEAVY);
        assertThat(reachable() - before).isLessThan(LargeConnector.HEAVY);
        JsonNode refused = JSON.readTree(tool("big_do", "heavy").body());
        assertThat(refused.at("/result/content/0/text").asText()).contains("no room", "was done");
        assertThat(outcome().path("reason").asText()).isEqualTo("NO_ROOM");
        for (int i = 0; i < ids.size(); i++) {
            Read read = read(responses.get(i).body(), ids.get(i));
            assertThat(recordOf(ids.get(i)).path("sha256").asText()).isEqualTo(read.digest());
        }
    }

    private static long reachable() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @ParameterizedTest
    @CsvSource({
        "big_do,     breaks,     CONNECTOR_MISBEHAVED,  its answer is no JSON-RPC message",
        "big_do,     sse-breaks, CONNECTOR_UNAVAILABLE, ended its stream without an answer",
        "big_do,     malformed,  CONNECTOR_MISBEHAVED,  its answer is no JSON-RPC message",
        "big_do,     many,       CONNECTOR_MISBEHAVED,  longer than 1048576 bytes besides long strings",
        "big_do,     link,       CONNECTOR_MISBEHAVED,  one of its names or URIs is too long",
        "big_structured, structured, CONNECTOR_MISBEHAVED, its structured result is too long to be looked at in memory",
        "tight_do,   json,       CONNECTOR_MISBEHAVED,  its answer is longer than 8388608 bytes",
        "tight_do,   sse,        CONNECTOR_MISBEHAVED,  its answer is longer than 8388608 bytes"
    })
    void whatCannotBePassedOnIsWithheldAndNothingIsLeft(String tool, String what, String refusal, String text)
            throws Exception {
        HttpResponse<InputStream> response = tool(tool, what);
        JsonNode message = JSON.readTree(response.body());

        assertThat(message.at("/result/isError").asBoolean())
                .as(message.toString())
                .isTrue();
        assertThat(message.at("/result/content/0/text").asText()).contains(text);
        assertThat(outcome().path("reason").asText()).isEqualTo(refusal);
    }

    @Test
    void whatAToolSaysOfItsFailureIsOnRecordHoweverLong() throws Exception {
        JsonNode message = JSON.readTree(tool("big_do", "error").body());

        assertThat(message.at("/result/isError").asBoolean()).isTrue();
        assertThat(message.at("/result/content/0/text").asText()).hasSize(2 * (int) MIB);
        assertThat(outcome().path("code").asText()).isEqualTo("tool_error");
    }

    @Test
    void aClientThatGoesAwayWhileItsAnswerArrivesTakesItAlong() throws Exception {
        CompletableFuture<?> hanging = HTTP.sendAsync(
                request("tools/call", callOf("big_do", "hangs"), "big_do", id),
                HttpResponse.BodyHandlers.ofInputStream());
        Awaitility.await().until(() -> onDisk() > LargeConnector.LENGTH - MIB);

        hanging.cancel(true);

        Awaitility.await()
                .untilAsserted(() -> assertThat(outcome().path("code").asText()).isEqualTo("cancelled"));
    }

    @Test
    void aClientThatGoesAwayWhileItReadsLeavesNothing() throws Exception {
        try (InputStream body = tool("big_do", "json").body()) {
            assertThat(body.readNBytes(10)).hasSize(10);
            assertThat(onDisk()).isGreaterThanOrEqualTo(LargeConnector.LENGTH);
        }

        assertThat(outcome().path("code").asText()).isEqualTo("success");
    }

    private HttpRequest.Builder inSession(String session) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + around.token());
        return session.isEmpty() ? request : request.header("Mcp-Session-Id", session);
    }

    private HttpResponse<InputStream> post(String session, String method, String params) throws Exception {
        String body =
                "{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"method\":\"" + method + "\",\"params\":{" + params + "}}";
        return HTTP.send(
                inSession(session)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    @Test
    void aClientOfASessionComesBackForWhatItDidNotReadToTheEnd() throws Exception {
        String session = post(
                        "",
                        "initialize",
                        "\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                                + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}")
                .headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow();
        String params = callOf("big_do", "sse-progress") + ",\"_meta\":{\"progressToken\":1}";
        String read;
        try (InputStream body = post(session, "tools/call", params).body()) {
            read = new String(body.readNBytes(EDGES), StandardCharsets.UTF_8);
        }
        String first = read.substring(read.indexOf("id: ") + 4).split("\n", 2)[0];

        HttpRequest again =
                inSession(session).header("Last-Event-ID", first).GET().build();
        try (InputStream body =
                HTTP.send(again, HttpResponse.BodyHandlers.ofInputStream()).body()) {
            body.skipNBytes(LargeConnector.LENGTH);
            assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("resource_link")
                    .endsWith("}\n\n");
        }
    }

    @Test
    void nobodyElseMayLookIntoTheDirectory() throws IOException {
        assertThat(Files.getPosixFilePermissions(around.spilled()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }
}
