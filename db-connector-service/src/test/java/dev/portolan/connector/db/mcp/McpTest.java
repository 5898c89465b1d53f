package dev.portolan.connector.db.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.portolan.connector.testkit.McpTestClient;
import dev.portolan.connector.testkit.TestTokens;
import dev.portolan.mcp.Revision;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;

/** A client of the running connector. */
abstract class McpTest {
    @TestHTTPResource("/mcp")
    URI endpoint;

    @TestHTTPResource(value = "/", management = true)
    URI management;

    McpTestClient client() {
        String token = TestTokens.ofApplication().forClient("portolan-gateway", "db-connector");
        return new McpTestClient(endpoint, Revision.V2026_07_28, token);
    }

    /** A call that must succeed. */
    JsonNode call(String tool, String arguments) {
        JsonNode result = client().call(tool, McpTestClient.json(arguments)).result();
        assertThat(result.path("isError").asBoolean()).as(result.toString()).isFalse();
        return result.path("structuredContent");
    }

    /** A call that must fail as a tool does. */
    JsonNode failure(String tool, String arguments) {
        JsonNode result = client().call(tool, McpTestClient.json(arguments)).result();
        assertThat(result.path("isError").asBoolean()).as(result.toString()).isTrue();
        return result;
    }

    static String query(String sql, String rest) {
        return "{\"source\":\"shop\",\"sql\":" + TextNode.valueOf(sql) + rest + "}";
    }

    static ObjectNode object() {
        return McpTestClient.object();
    }
}
