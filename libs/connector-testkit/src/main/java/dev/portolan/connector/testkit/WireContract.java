package dev.portolan.connector.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.MetaKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the protocol demands, in the order of its ladder (MCP 2026-07-28; 2025-11-25 for the older era). */
interface WireContract extends ConnectorUnderTest {
    @Test
    default void everyModernResultSaysWhatItIsAndWhoMadeIt() {
        for (String method : List.of("server/discover", "tools/list", "prompts/list", "resources/list")) {
            JsonNode result = modern().ask(method).result();

            assertThat(result.path("resultType").asText()).as(method).isEqualTo("complete");
            assertThat(result.path("_meta")
                            .path(MetaKey.SERVER_INFO)
                            .path("name")
                            .asText())
                    .isNotBlank();
            assertThat(result.path("ttlMs").isIntegralNumber()).as(method).isTrue();
            assertThat(result.path("cacheScope").asText()).as(method).isEqualTo("private");
        }
    }

    @Test
    default void discoveryNamesVersionsAndCapabilities() {
        JsonNode result = modern().ask("server/discover").result();

        assertThat(result.path("supportedVersions"))
                .extracting(JsonNode::asText)
                .contains("2026-07-28");
        assertThat(result.path("capabilities").has("tools")).isTrue();
        assertThat(result.path("capabilities").has("completions")).isTrue();
    }

    @Test
    default void anIdComesBackAsItWas() {
        for (String id : List.of("7", "\"7\"", "\"a\\u00e4\"")) {
            ObjectNode message = modern().message("tools/list", McpTestClient.object());
            message.set("id", McpTestClient.json(id));

            Reply reply = modern().post(message.toString(), modern().headers(message));

            assertThat(reply.answer().get("id")).isEqualTo(McpTestClient.json(id));
        }
    }

    @Test
    default void aRequestWithoutItsMetadataIsRefused() {
        for (String key : List.of(MetaKey.PROTOCOL_VERSION, MetaKey.CLIENT_CAPABILITIES)) {
            ObjectNode message = modern().message("tools/list", McpTestClient.object());
            Map<String, String> headers = modern().headers(message);
            ((ObjectNode) message.path("params").path("_meta")).remove(key);

            assertRefused(modern().post(message.toString(), headers), 400, -32602, message);
        }
    }

    @Test
    default void aHeaderThatDiffersFromTheBodyIsRefused() {
        for (String header : List.of(McpHeader.PROTOCOL_VERSION, McpHeader.METHOD, McpHeader.NAME)) {
            ObjectNode message =
                    modern().message("tools/call", McpTestClient.object().put("name", "any"));
            Map<String, String> wrong = modern().headers(message);
            wrong.put(header, "2026-07-29");
            Map<String, String> missing = modern().headers(message);
            missing.remove(header);

            assertRefused(modern().post(message.toString(), wrong), 400, -32020, message);
            assertRefused(modern().post(message.toString(), missing), 400, -32020, message);
        }
    }

    @Test
    default void anEncodedNameIsDecodedBeforeItIsCompared() {
        ObjectNode message =
                modern().message("resources/read", McpTestClient.object().put("uri", "x://\u00e4"));
        Map<String, String> headers = modern().headers(message);
        assertThat(headers.get(McpHeader.NAME)).startsWith("=?base64?");

        assertThat(modern().post(message.toString(), headers)
                        .error()
                        .path("code")
                        .asInt())
                .isEqualTo(-32602);

        headers.put(McpHeader.NAME, "=?base64?!!!?=");
        assertRefused(modern().post(message.toString(), headers), 400, -32020, message);
    }

    @Test
    default void aVersionThatIsNotServedIsRefusedWithThoseThatAre() {
        ObjectNode message = modern().message("tools/list", McpTestClient.object());
        ((ObjectNode) message.path("params").path("_meta")).put(MetaKey.PROTOCOL_VERSION, "2099-01-01");
        Map<String, String> headers = modern().headers(message);
        headers.put(McpHeader.PROTOCOL_VERSION, "2099-01-01");

        Reply reply = modern().post(message.toString(), headers);

        assertRefused(reply, 400, -32022, message);
        assertThat(reply.error().path("data").path("supported"))
                .extracting(JsonNode::asText)
                .contains("2026-07-28");
        assertThat(reply.error().path("data").path("requested").asText()).isEqualTo("2099-01-01");
    }

    @Test
    default void methodsThatAreNotServedAreNotFound() {
        for (String method : List.of(
                "no/such",
                "initialize",
                "ping",
                "logging/setLevel",
                "resources/subscribe",
                "resources/unsubscribe",
                "subscriptions/listen")) {
            ObjectNode message = modern().message(method, McpTestClient.object());

            assertRefused(modern().post(message.toString(), headersOf(message)), 404, -32601, message);
        }
    }

    private Map<String, String> headersOf(ObjectNode message) {
        Map<String, String> headers = modern().headers(message);
        headers.put(McpHeader.PROTOCOL_VERSION, modern().revision().wire());
        return headers;
    }

    @Test
    default void whatIsNoMessageIsRefused() {
        Map<String, String> headers = modern().headers(modern().message("tools/list", McpTestClient.object()));

        assertThat(modern().post("{", headers).error().path("code").asInt()).isEqualTo(-32700);
        assertThat(modern().post("[]", headers).error().path("code").asInt()).isEqualTo(-32600);
        assertThat(modern().post("{", headers).status()).isEqualTo(400);
    }

    @Test
    default void onlyPostIsServed() {
        for (String httpMethod : List.of("GET", "DELETE")) {
            Reply reply = modern().send(httpMethod, "", Map.of());

            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.header("allow")).isEqualTo("POST");
        }
    }

    @Test
    default void theOlderEraIsServedWithoutASession() {
        ObjectNode params = McpTestClient.object().put("protocolVersion", "2025-11-25");
        params.putObject("capabilities");
        params.putObject("clientInfo").put("name", "contract").put("version", "1");

        Reply initialized = legacy().ask("initialize", params);

        assertThat(initialized.result().path("protocolVersion").asText()).isEqualTo("2025-11-25");
        assertThat(initialized.result().path("serverInfo").path("name").asText())
                .isNotBlank();
        assertThat(initialized.header("mcp-session-id")).isEmpty();
        assertThat(legacy().ask("ping").result().isObject()).isTrue();
        ObjectNode notification = legacy().message("notifications/initialized", McpTestClient.object());
        notification.remove("id");
        assertThat(legacy().post(notification.toString(), legacy().headers(notification))
                        .status())
                .isEqualTo(202);
    }

    @Test
    default void theOlderEraSeesNothingOfTheNewer() {
        JsonNode result = legacy().ask("tools/list").result();

        assertThat(Set.of("resultType", "ttlMs", "cacheScope", "_meta"))
                .noneSatisfy(member -> assertThat(result.has(member)).isTrue());
        assertThat(result.path("tools")).isNotEmpty();
    }

    @Test
    default void aVersionHeaderOfTheOlderEraThatIsNotServedIsRefused() {
        ObjectNode message = legacy().message("tools/list", McpTestClient.object());
        Map<String, String> headers = legacy().headers(message);
        headers.put(McpHeader.PROTOCOL_VERSION, "1999-01-01");

        assertThat(legacy().post(message.toString(), headers).status()).isEqualTo(400);
    }

    private static void assertRefused(Reply reply, int status, int code, ObjectNode message) {
        assertThat(reply.error().path("code").asInt())
                .as(reply.answer().toString())
                .isEqualTo(code);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.answer().get("id")).isEqualTo(message.get("id"));
    }
}
