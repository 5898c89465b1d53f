package dev.portolan.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.gateway.audit.SealedItems;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Planted secrets are readable nowhere: not in records, not in what is sealed beside them, the spool or the log. */
@QuarkusTest
@WithTestResource(SecretsResource.class)
class SecretsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int IN_ONE_CALL = 5;

    @TestHTTPResource("/mcp")
    URI endpoint;

    SecretsResource.Surroundings around;

    private int ids;

    @Test
    void fiveHundredSecretsThroughTwentyToolsAreReadableNowhere() throws Exception {
        // given
        Random random = new Random(20261122);
        List<PlantedSecret> planted = new ArrayList<>();
        List<PlantedSecret> whereSuspicionIsEnough = new ArrayList<>();
        Queue<String> log = new ConcurrentLinkedQueue<>();
        Handler listening = listening(log);
        Logger.getLogger("").addHandler(listening);

        // when
        for (int tool = 0; tool < SecretsResource.TOOLS; tool++) {
            List<PlantedSecret> all = PlantedSecret.oneOfEachKind(random);
            for (int i = 0; i < all.size(); i += IN_ONE_CALL) {
                String answer = call("say" + tool, arguments(all.subList(i, i + IN_ONE_CALL)));
                // a connector's error texts are nobody's: they are on record, and not handed on
                assertThat(answer)
                        .as("it reached the tool and came back")
                        .contains(tool % 4 == 3 ? "failed with code -32603" : "control-value");
            }
            planted.addAll(all);
            boolean encrypted = tool >= SecretsResource.ENCRYPTED;
            all.stream().filter(s -> !(encrypted && s.suspected())).forEach(whereSuspicionIsEnough::add);
        }
        int records = 2 * planted.size() / IN_ONE_CALL;
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> recordsOf("tools/call").size() >= records);
        Logger.getLogger("").removeHandler(listening);

        // then
        assertThat(planted).hasSize(500);
        String sent = joined(around.audit().items());
        String opened = joined(
                around.audit().items().stream().map(SealedItems::disclosed).toList());
        String spooled = spool();
        String logged = String.join("\n", log);
        assertThat(planted).filteredOn(secret -> secret.isIn(sent)).isEmpty();
        assertThat(planted).filteredOn(secret -> secret.isIn(spooled)).isEmpty();
        assertThat(planted).filteredOn(secret -> secret.isIn(logged)).isEmpty();
        assertThat(whereSuspicionIsEnough)
                .filteredOn(secret -> secret.isIn(opened))
                .isEmpty();
        assertThat(opened.split("control-value", -1))
                .as("what is no secret is kept of arguments, and of results but the errors of one tool in four")
                .hasSizeGreaterThan(records * 7 / 8);
    }

    private static String joined(List<byte[]> texts) {
        return texts.stream().map(SecretsTest::text).collect(Collectors.joining("\n"));
    }

    /** The names, identifiers and programs that a record itself has. */
    @Test
    void namesAndIdentifiersGiveNoSecretAway() throws Exception {
        String secret = "ghp_" + "Ab1".repeat(12);
        String password = "https://x.example/?password=Tr0ub4dor";

        ask("tools/call", "\"name\":\"say_" + secret + "\",\"arguments\":{\"" + secret + "\":1}", "say_" + secret);
        ask("resources/read", "\"uri\":\"echo+" + password + "\"", "echo+" + password);
        ask(secret, "", "");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> recordsOf("resources/read").size() >= 1);

        List<byte[]> items = around.audit().items();
        String all = joined(items)
                + joined(items.stream().map(SealedItems::disclosed).toList());
        assertThat(all).doesNotContain(secret, "Tr0ub4dor").contains("[redacted]");
        assertThat(spool()).doesNotContain(secret, "Tr0ub4dor");
    }

    /** Each is a member of its own: what one text gives away must not hide another. Some lie deeper, one is a name. */
    private static String arguments(List<PlantedSecret> secrets) {
        StringBuilder json = new StringBuilder("{\"control\":\"control-value\"");
        for (int i = 0; i < secrets.size(); i++) {
            PlantedSecret secret = secrets.get(i);
            String member = PlantedSecret.quoted(secret.name()) + ":" + PlantedSecret.quoted(secret.text());
            json.append(",\"m").append(i).append("\":");
            json.append(i % 2 == 0 ? "{" + member + "}" : "[{\"deep\":[1,{" + member + "}]}]");
        }
        return json.append('}').toString();
    }

    private String call(String tool, String arguments) throws Exception {
        return ask("tools/call", "\"name\":\"echo_" + tool + "\",\"arguments\":" + arguments, "echo_" + tool);
    }

    private String ask(String method, String params, String name) throws Exception {
        String meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":{},\"io.modelcontextprotocol/clientInfo\":"
                + "{\"name\":\"ghp_" + "Ab1".repeat(12) + "\",\"version\":\"1\"}}";
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2026-07-28")
                .header("Mcp-Method", method)
                .header("User-Agent", "agent token=" + "Ab1".repeat(8))
                .header(
                        "Authorization",
                        "Bearer " + around.issuer().token("http://localhost:7400/mcp", "a", "engineering"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":" + ids++ + ",\"method\":\""
                        + method + "\",\"params\":{" + params + (params.isEmpty() ? "" : ",") + meta + "}}"));
        if (!name.isEmpty()) {
            request.header("Mcp-Name", name);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private List<?> recordsOf(String method) {
        return around.audit().all().stream()
                .filter(e -> e.at("/request/method").asText().equals(method))
                .toList();
    }

    private String spool() {
        try (Stream<Path> found = Files.walk(around.spool())) {
            StringBuilder text = new StringBuilder();
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                // segments are made at their full size
                text.append(text(Files.readAllBytes(file)).replace("\0", ""));
            }
            assertThat(text).contains("portolan.audit/2");
            return text.toString();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static Handler listening(Queue<String> log) {
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                log.add(line.getMessage() + Arrays.toString(line.getParameters()) + line.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        return handler;
    }
}
