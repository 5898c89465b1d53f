package dev.portolan.connector.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.connector.testkit.McpTestClient;
import dev.portolan.connector.testkit.TestIssuerResource;
import dev.portolan.connector.testkit.TestTokens;
import dev.portolan.mcp.Revision;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client sees over MCP when GitHub is in trouble. */
@QuarkusTest
@QuarkusTestResource(TestIssuerResource.class)
@QuarkusTestResource(BackendResource.class)
class UpstreamFailureTest {

    @TestHTTPResource("/mcp")
    URI endpoint;

    @ParameterizedTest
    @CsvSource({
        "status, 500, 3, unavailable",
        "status, 404, 1, not_found",
        "status, 403, 1, forbidden",
        "huge, 9000000, 1, too_large",
        "broken_json, x, 1, upstream_misbehaved"
    })
    void troubleIsAToolErrorInOurWords(String kind, String value, int times, String code)
            throws IOException, InterruptedException {
        // Given
        String token = TestTokens.ofApplication().forClient("portolan-gateway", "github-connector");
        McpTestClient client = new McpTestClient(endpoint, Revision.V2026_07_28, token);
        spoil("kind=" + kind + "&value=" + value + "&times=" + times);

        // When
        JsonNode result = client.call(
                        "get_repository",
                        McpTestClient.object().put("owner", "acme").put("repo", "storefront"))
                .result();

        // Then
        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.path("_meta").path("dev.portolan/error").path("code").asText())
                .isEqualTo(code);
        assertThat(result.toString()).doesNotContain("upstream-marker").doesNotContain(BackendResource.TOKEN);
    }

    private static void spoil(String query) throws IOException, InterruptedException {
        String api = ConfigProvider.getConfig().getValue("github.api-url", String.class);
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + "/_standin/faults?" + query))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(204);
    }
}
