package dev.portolan.connector.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What tools owe. */
interface ToolContract extends ConnectorUnderTest {
    @Test
    default void everyToolSaysAllThereIsToSay() {
        assertThat(tools()).isNotEmpty().allSatisfy(tool -> {
            assertThat(tool.path("name").asText()).matches("[a-z0-9_]{1,40}");
            assertThat(tool.path("title").asText()).isNotBlank();
            assertThat(tool.path("description").asText()).isNotBlank();
            assertThat(List.of("readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"))
                    .allSatisfy(hint -> assertThat(
                                    tool.path("annotations").path(hint).isBoolean())
                            .as(tool.path("name").asText() + " " + hint)
                            .isTrue());
        });
    }

    @Test
    default void everyToolHasClosedInputAndAnOutputSchema() {
        assertThat(tools()).allSatisfy(tool -> {
            JsonNode input = tool.path("inputSchema");
            assertThat(input.path("type").asText()).isEqualTo("object");
            assertThat(input.path("additionalProperties")).hasToString("false");
            assertThat(input.path("properties")).allSatisfy(property -> assertThat(
                            property.path("description").asText())
                    .as(tool.path("name").asText() + " " + property)
                    .isNotBlank());
            assertThat(tool.path("outputSchema").path("type").asText())
                    .as("output schema of " + tool.path("name").asText())
                    .isEqualTo("object");
        });
    }

    @Test
    default void theListOfToolsStaysSmall() {
        int bytes = tools().stream().mapToInt(tool -> tool.toString().length()).sum();

        assertThat(bytes).isLessThanOrEqualTo(toolListBytes());
    }

    @Test
    default void everyToolHasASample() {
        assertThat(tools())
                .extracting(tool -> tool.path("name").asText())
                .containsExactlyInAnyOrderElementsOf(sampleArguments().keySet());
    }

    @Test
    default void structuredContentConformsToItsSchemaInBothEras() {
        Map<String, JsonNode> schemas = schemas();
        for (McpTestClient client : List.of(modern(), legacy())) {
            sampleArguments().forEach((tool, arguments) -> {
                JsonNode result =
                        client.call(tool, McpTestClient.json(arguments)).result();

                assertThat(result.path("isError").asBoolean())
                        .as(tool + ": " + result)
                        .isFalse();
                assertThat(faults(Objects.requireNonNull(schemas.get(tool)), result.path("structuredContent")))
                        .as(tool)
                        .isEmpty();
                assertThat(result.path("content").path(0).path("type").asText())
                        .as(tool)
                        .isNotBlank();
                assertThat(secrets())
                        .noneSatisfy(secret -> assertThat(result.toString()).contains(secret));
            });
        }
    }

    @Test
    default void anArgumentThatIsNotThereIsNamedInAToolError() {
        sampleArguments().forEach((tool, arguments) -> {
            ObjectNode wrong = ((ObjectNode) McpTestClient.json(arguments)).put("no_such_argument", 1);

            assertToolErrorAbout(tool, wrong, "no_such_argument");
        });
    }

    @Test
    default void aMissingArgumentIsNamedInAToolError() {
        for (JsonNode tool : tools()) {
            JsonNode required = tool.path("inputSchema").path("required");
            if (!required.isEmpty()) {
                String name = tool.path("name").asText();

                assertToolErrorAbout(
                        name, McpTestClient.object(), required.get(0).asText());
            }
        }
    }

    private void assertToolErrorAbout(String tool, ObjectNode arguments, String argument) {
        for (McpTestClient client : List.of(modern(), legacy())) {
            JsonNode result = client.call(tool, arguments).result();

            assertThat(result.path("isError").asBoolean()).as(tool).isTrue();
            assertThat(result.path("content").path(0).path("text").asText())
                    .as(tool)
                    .contains(argument);
        }
    }

    @Test
    default void anUnknownToolIsInvalidParams() {
        for (McpTestClient client : List.of(modern(), legacy())) {
            Reply reply = client.call("no_such_tool", McpTestClient.object());

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.error().path("code").asInt()).isEqualTo(-32602);
        }
    }

    private Map<String, JsonNode> schemas() {
        return tools().stream()
                .collect(Collectors.toMap(tool -> tool.path("name").asText(), tool -> tool.path("outputSchema")));
    }

    private static List<?> faults(JsonNode schema, JsonNode value) {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema.toString(), InputFormat.JSON)
                .validate(value);
    }
}
