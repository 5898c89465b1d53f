package dev.portolan.connector.github;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.testkit.McpTestClient;
import dev.portolan.connector.testkit.TestIssuerResource;
import dev.portolan.connector.testkit.TestTokens;
import dev.portolan.mcp.Revision;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The reference page says what tools/list says. Run with {@code -Ddocs.write=true} to write the tools into it. */
@QuarkusTest
@QuarkusTestResource(TestIssuerResource.class)
@QuarkusTestResource(BackendResource.class)
class DocumentedToolsTest {

    private static final Path PAGE = Path.of("..", "docs", "reference", "connectors", "github.md");
    private static final String BEGIN = "<!-- tools: written by DocumentedToolsTest -->\n";
    private static final String END = "<!-- /tools -->";

    @TestHTTPResource("/mcp")
    URI endpoint;

    @Test
    void everyToolAndArgumentIsOnThePageAsClientsSeeIt() throws IOException {
        // Given
        String token = TestTokens.ofApplication().forClient("portolan-gateway", "github-connector");
        McpTestClient client = new McpTestClient(endpoint, Revision.V2026_07_28, token);

        // When
        String tools = client.list("tools/list", "tools").stream()
                .map(DocumentedToolsTest::written)
                .collect(Collectors.joining(
                        "", "\n| tool | for | arguments (optional ones in brackets) |\n|---|---|---|\n", "\n"));

        // Then
        String page = Files.readString(PAGE);
        if (Boolean.getBoolean("docs.write")) {
            int from = page.indexOf(BEGIN) + BEGIN.length();
            page = page.substring(0, from) + tools + page.substring(page.indexOf(END));
            Files.writeString(PAGE, page);
        }
        assertThat(page).contains(BEGIN + tools + END);
    }

    @Test
    void everyErrorCodeIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(List.of(Failure.values()))
                .allSatisfy(failure -> assertThat(page).contains("| `" + failure.code() + "` |"));
    }

    private static String written(JsonNode tool) {
        JsonNode input = tool.path("inputSchema");
        List<String> required = StreamSupport.stream(input.path("required").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        String arguments = input.path("properties").properties().stream()
                .map(argument -> required.contains(argument.getKey())
                        ? "`" + argument.getKey() + "`"
                        : "[`" + argument.getKey() + "`]")
                .collect(Collectors.joining(" "));
        return "| `" + tool.path("name").asText() + "` | "
                + tool.path("description").asText() + " | " + arguments + " |\n";
    }
}
