package dev.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** docs/how-to/make-a-view.md, with the suite as it is started. */
@ExtendWith(Suite.Extension.class)
class ViewJourneyIT {
    private static String example() throws IOException {
        Path page = Path.of(System.getProperty("portolan.root"), "docs", "how-to", "make-a-view.md");
        Matcher example =
                Pattern.compile("```yaml\n(views:.*?)```", Pattern.DOTALL).matcher(Files.readString(page));
        assertThat(example.find()).isTrue();
        return example.group(1);
    }

    private static void untilListed(ModernClient client, int status) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.ask("tools/list", Map.of()).status() == status);
    }

    @Test
    void bobUsesTheViewOfTheHowTo(Suite suite) throws IOException {
        // given
        Path views = suite.launcher().state().resolve("config").resolve("views.yaml");
        ModernClient bob = new ModernClient(suite.gateway() + "/mcp/v/shop", suite.token("bob"));
        Files.writeString(views, "views: {}\n");
        untilListed(bob, 404);

        // when
        Files.writeString(views, example());
        untilListed(bob, 200);

        // then
        JsonNode tools = bob.ask("tools/list", Map.of()).result().path("tools");
        assertThat(tools)
                .extracting(tool -> tool.path("name").asText())
                .containsExactly("ask_shop", "db_describe_table", "db_list_tables");
        JsonNode schema = tools.get(0).path("inputSchema");
        assertThat(schema.path("properties").has("sql")).isTrue();
        assertThat(schema.path("properties").has("source")).isFalse();
        JsonNode rows = bob.tool("ask_shop", Map.of("sql", "select count(*) as n from orders"))
                .result();
        assertThat(rows.path("structuredContent").toString()).contains("\"n\"");
        JsonNode refused = bob.tool("ask_shop", Map.of("sql", "select 1", "source", "shop"))
                .result();
        assertThat(refused.path("isError").asBoolean()).isTrue();
        assertThat(refused.at("/content/0/text").asText()).contains("must not contain source");
        ModernClient dave = new ModernClient(suite.gateway() + "/mcp/v/shop", suite.token("dave"));
        assertThat(dave.ask("tools/list", Map.of()).status()).isEqualTo(404);
    }
}
