package dev.portolan.connector.db.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.connector.db.ShopResource;
import dev.portolan.connector.db.failure.FailureCode;
import dev.portolan.connector.testkit.TestIssuerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The reference page says what tools/list says. Run with {@code -Ddocs.write=true} to write the tools into it. */
@QuarkusTest
@QuarkusTestResource(TestIssuerResource.class)
@QuarkusTestResource(ShopResource.class)
class DocumentedToolsTest extends McpTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "connectors", "db.md");
    private static final String BEGIN = "<!-- tools: written by DocumentedToolsTest -->\n";
    private static final String END = "<!-- /tools -->";

    @Test
    void everyToolAndArgumentIsOnThePageAsClientsSeeIt() throws IOException {
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int to = page.indexOf(END);
        String tools = written(client().list("tools/list", "tools"));
        if (Boolean.getBoolean("docs.write")) {
            page = page.substring(0, from) + tools + page.substring(to);
            Files.writeString(PAGE, page);
            to = page.indexOf(END);
        }

        assertThat(page.substring(from, to)).isEqualTo(tools);
    }

    @Test
    void everyErrorCodeIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);

        for (FailureCode code : FailureCode.values()) {
            assertThat(page).contains("`" + code.wireName() + "`");
        }
    }

    private static String written(List<JsonNode> tools) {
        StringBuilder text = new StringBuilder();
        for (JsonNode tool : tools) {
            text.append("\n### `").append(tool.path("name").asText()).append("`\n\n");
            text.append(tool.path("description").asText()).append("\n");
            JsonNode input = tool.path("inputSchema");
            if (!input.path("properties").isEmpty()) {
                text.append("\n| argument | | |\n|---|---|---|\n");
            }
            for (Map.Entry<String, JsonNode> argument : input.path("properties").properties()) {
                boolean required = input.path("required").toString().contains('"' + argument.getKey() + '"');
                text.append("| `")
                        .append(argument.getKey())
                        .append(required ? "` | required | " : "` | | ")
                        .append(argument.getValue().path("description").asText())
                        .append(" |\n");
            }
        }
        return text.append('\n').toString();
    }
}
