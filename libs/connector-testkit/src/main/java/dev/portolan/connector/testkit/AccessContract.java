package dev.portolan.connector.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Who gets in, and what everybody else is told (MCP 2026-07-28, Authorization; RFC 6750, RFC 9728). */
interface AccessContract extends ConnectorUnderTest {
    /** What tokens for this connector name as audience. */
    String audience();

    /** A client that is admitted. */
    String admittedClient();

    /** The issuer the connector trusts. */
    TestTokens tokens();

    @Test
    default void withoutATokenNobodyGetsInAndIsToldWhereToGetOne() {
        Reply reply = modern().with(null).ask("tools/list");

        assertRefused(reply, 401);
        assertThat(reply.header("www-authenticate"))
                .startsWith("Bearer ")
                .contains("resource_metadata=\"")
                .doesNotContain("error=");
        assertThat(reply.answer().get("id")).isNotNull();
    }

    @Test
    default void theMetadataDocumentNamesTheEndpointAndTheIssuer() {
        String challenge = modern().with(null).ask("tools/list").header("www-authenticate");
        Matcher address = Pattern.compile("resource_metadata=\"([^\"]+)\"").matcher(challenge);
        assertThat(address.find()).isTrue();

        McpTestClient client = new McpTestClient(URI.create(address.group(1)), modern().revision(), null);
        JsonNode document = client.send("GET", "", Map.of()).answer();

        assertThat(document.path("resource").asText()).isEqualTo(endpoint().toString());
        assertThat(document.path("authorization_servers"))
                .extracting(JsonNode::asText)
                .contains(tokens().issuer());
    }

    @Test
    default void aTokenForSomebodyElseIsInvalid() {
        assertInvalid(tokens().forClient(admittedClient(), "another-connector"));
    }

    @Test
    default void anExpiredTokenIsInvalid() {
        assertInvalid(tokens().mint(
                        Map.of("sub", "s", "azp", admittedClient(), "aud", audience(), "iat", 1_000, "exp", 2_000)));
    }

    @Test
    default void aTokenOfAnotherIssuerIsInvalid() {
        assertInvalid(tokens().mint(Map.of(
                "sub", "s", "azp", admittedClient(), "aud", audience(), "iss", "https://elsewhere.example")));
    }

    @Test
    default void whatIsNoTokenIsInvalid() {
        assertInvalid("not-a-token");
    }

    @Test
    default void aClientThatIsNotAdmittedIsForbidden() {
        Reply reply =
                modern().with(tokens().forClient("somebody-else", audience())).ask("tools/list");

        assertRefused(reply, 403);
        assertThat(reply.header("www-authenticate")).contains("error=");
    }

    @Test
    default void theOlderEraIsGuardedAlike() {
        assertRefused(legacy().with(null).ask("tools/list"), 401);
        assertRefused(
                legacy().with(tokens().forClient("somebody-else", audience())).ask("tools/list"), 403);
    }

    @Test
    default void aForeignOriginIsForbidden() {
        ObjectNode message = modern().message("tools/list", McpTestClient.object());
        Map<String, String> headers = modern().headers(message);
        headers.put("Origin", "http://evil.example.com");

        assertThat(modern().post(message.toString(), headers).status()).isEqualTo(403);

        headers.put("Origin", "http://" + endpoint().getAuthority());
        assertThat(modern().post(message.toString(), headers).status()).isEqualTo(200);
    }

    private void assertInvalid(String token) {
        Reply reply = modern().with(token).ask("tools/list");

        assertRefused(reply, 401);
        assertThat(reply.header("www-authenticate"))
                .contains("resource_metadata=\"")
                .contains("error=\"invalid_token\"");
    }

    private static void assertRefused(Reply reply, int status) {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.answer().path("jsonrpc").asText()).isEqualTo("2.0");
        assertThat(reply.error().path("code").asInt())
                .as("a code outside what JSON-RPC and MCP reserve")
                .isGreaterThan(-32000);
        assertThat(reply.error().path("message").asText()).isNotBlank();
    }
}
