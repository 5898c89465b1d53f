package dev.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientSseClientTransport;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Step 2 of the tutorial, in older revisions, by a client that is not ours: the official Java SDK. */
@ExtendWith(Suite.Extension.class)
class LegacyJourneyIT {
    private static McpSyncClient client(Suite suite, String person) {
        String token = suite.token(person);
        return McpClient.sync(HttpClientStreamableHttpTransport.builder(suite.gateway())
                        .endpoint("/mcp")
                        .requestBuilder(HttpRequest.newBuilder().header("Authorization", "Bearer " + token))
                        .build())
                .requestTimeout(Duration.ofSeconds(60))
                .initializationTimeout(Duration.ofSeconds(30))
                .build();
    }

    @Test
    void aliceWalksTheWholeJourney(Suite suite) {
        try (McpSyncClient alice = client(suite, "alice")) {
            assertThat(alice.initialize().protocolVersion()).isEqualTo("2025-11-25");
            assertThat(alice.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .contains("github_list_issues", "db_query");
            assertThat(alice.listResourceTemplates().resourceTemplates())
                    .extracting(McpSchema.ResourceTemplate::uriTemplate)
                    .contains("db://{source}/{schema}/{table}", "github://{owner}/{repo}/issue/{number}");
            assertThat(alice.listPrompts().prompts())
                    .extracting(McpSchema.Prompt::name)
                    .contains("github_triage_issues", "db_describe_schema");

            McpSchema.CallToolResult issues = alice.callTool(McpSchema.CallToolRequest.builder("github_list_issues")
                    .arguments(Map.of("owner", "acme", "repo", "storefront"))
                    .build());
            assertThat(issues.isError()).isNotEqualTo(Boolean.TRUE);
            McpSchema.CallToolResult rows = alice.callTool(McpSchema.CallToolRequest.builder("db_query")
                    .arguments(Map.of("sql", "select count(*) as n from orders"))
                    .build());
            assertThat(rows.isError()).isNotEqualTo(Boolean.TRUE);
            assertThat(alice.readResource(McpSchema.ReadResourceRequest.builder("db://shop/public/orders")
                                    .build())
                            .contents())
                    .hasSize(1);
            assertThat(alice.getPrompt(McpSchema.GetPromptRequest.builder("db_describe_schema")
                                    .arguments(Map.of("source", "shop", "schema", "public"))
                                    .build())
                            .messages())
                    .isNotEmpty();
        }
    }

    @Test
    @SuppressWarnings("deprecation")
    void theSdkOfTheOldestRevisionIsServed(Suite suite) {
        try (McpSyncClient alice = McpClient.sync(HttpClientSseClientTransport.builder(suite.gateway())
                        .sseEndpoint("/mcp/sse")
                        .requestBuilder(
                                HttpRequest.newBuilder().header("Authorization", "Bearer " + suite.token("alice")))
                        .build())
                .requestTimeout(Duration.ofSeconds(60))
                .initializationTimeout(Duration.ofSeconds(30))
                .build()) {
            assertThat(alice.initialize().protocolVersion()).isEqualTo("2024-11-05");
            McpSchema.CallToolResult rows = alice.callTool(McpSchema.CallToolRequest.builder("db_query")
                    .arguments(Map.of("sql", "select count(*) as n from orders"))
                    .build());
            assertThat(rows.isError()).isNotEqualTo(Boolean.TRUE);
            assertThat(rows.content()).isNotEmpty();
        }
    }

    @Test
    void bobSeesLess(Suite suite) {
        try (McpSyncClient bob = client(suite, "bob")) {
            bob.initialize();
            assertThat(bob.listTools().tools())
                    .extracting(McpSchema.Tool::name)
                    .contains("db_query")
                    .noneMatch(name -> name.startsWith("github_"));
        }
    }
}
