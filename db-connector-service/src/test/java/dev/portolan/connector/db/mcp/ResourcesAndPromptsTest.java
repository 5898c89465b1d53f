package dev.portolan.connector.db.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.connector.db.ShopResource;
import dev.portolan.connector.db.TestDatabase;
import dev.portolan.connector.testkit.McpTestClient;
import dev.portolan.connector.testkit.TestIssuerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestIssuerResource.class)
@QuarkusTestResource(ShopResource.class)
class ResourcesAndPromptsTest extends McpTest {
    @Test
    void theSourcesAreListed() {
        assertThat(client().list("resources/list", "resources"))
                .extracting(resource -> resource.path("uri").asText())
                .contains("db:///sources");
    }

    @Test
    void aTableHasAnAddress() {
        assertThat(read("db://shop/public/orders").path("primary_key").toString())
                .isEqualTo("[\"id\"]");
    }

    @Test
    void theFirstRowsOfATableHaveAnAddress() {
        JsonNode sample = read("db://shop/public/customers/sample");

        assertThat(sample.path("rows")).hasSize(20);
        assertThat(sample.path("truncated").asBoolean()).isTrue();
    }

    @Test
    void namesAreQuotedAndPercentDecoded() {
        TestDatabase.instance()
                .admin(
                        "shop",
                        "DROP TABLE IF EXISTS \"odd \"\"name/%\"; CREATE TABLE \"odd \"\"name/%\" AS SELECT 1 AS x; "
                                + "GRANT SELECT ON \"odd \"\"name/%\" TO PUBLIC");
        try {
            assertThat(read("db://shop/public/odd%20%22name%2F%25/sample")
                            .path("rows")
                            .toString())
                    .isEqualTo("[[1]]");
        } finally {
            TestDatabase.instance().admin("shop", "DROP TABLE \"odd \"\"name/%\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db://shop/public/nowhere",
                "db://shop/public/nowhere/sample",
                "db://none",
                "db://shop/public/orders%22;DROP/sample"
            })
    void whatIsNotThereIsNotFound(String uri) {
        JsonNode error =
                client().ask("resources/read", object().put("uri", uri)).error();

        assertThat(error.path("code").asInt()).isEqualTo(-32602);
        assertThat(error.path("data").path("uri").asText()).isEqualTo(uri);
    }

    @ParameterizedTest
    @CsvSource({
        "source, '', '', 4, 4",
        "source, sh, '', 1, 1",
        "schema, pub, '', 1, 1",
        "table, or, public, 1, 1",
        "table, '', public, 3, 3",
        "table, '', elsewhere, 0, 0"
    })
    void variablesComplete(String variable, String typed, String schema, int values, int total) {
        JsonNode completion = complete(variable, typed, schema);

        assertThat(completion.path("values")).hasSize(values);
        assertThat(completion.path("total").asInt()).isEqualTo(total);
        assertThat(completion.path("hasMore").asBoolean()).isFalse();
    }

    @Test
    void aHundredNamesTravelAndTheNumberOfAllIsTold() {
        StringBuilder many = new StringBuilder("CREATE SCHEMA many; GRANT USAGE ON SCHEMA many TO PUBLIC;");
        for (int i = 0; i < 120; i++) {
            many.append("CREATE TABLE many.t").append(i).append(" (x int);");
        }
        TestDatabase.instance().admin("shop", many + "GRANT SELECT ON ALL TABLES IN SCHEMA many TO PUBLIC");
        try {
            JsonNode completion = complete("table", "t", "many");

            assertThat(completion.path("values")).hasSize(100);
            assertThat(completion.path("total").asInt()).isEqualTo(120);
            assertThat(completion.path("hasMore").asBoolean()).isTrue();
        } finally {
            TestDatabase.instance().admin("shop", "DROP SCHEMA many CASCADE");
        }
    }

    @Test
    void aSchemaIsDescribedWithItsTables() {
        JsonNode messages = prompt("describe_schema", "{\"source\":\"shop\",\"schema\":\"public\"}");

        assertThat(messages)
                .extracting(m -> m.at("/content/resource/uri").asText())
                .containsExactly(
                        "",
                        "db://shop/public",
                        "db://shop/public/big_orders",
                        "db://shop/public/customers",
                        "db://shop/public/orders");
        assertThat(messages.get(3).at("/content/resource/text").asText()).contains("Where the parcel goes");
    }

    @Test
    void aSlowQueryComesWithItsPlanAndItsTables() {
        JsonNode messages = prompt(
                "investigate_slow_query",
                "{\"source\":\"shop\",\"sql\":\"SELECT pg_sleep(60) FROM orders JOIN customers c ON true\"}");

        assertThat(messages.get(1).at("/content/resource/text").asText()).contains("Node Type");
        assertThat(messages)
                .extracting(m -> m.at("/content/resource/uri").asText())
                .contains("db://shop/public/orders", "db://shop/public/customers");
    }

    private JsonNode read(String uri) {
        JsonNode contents = client().ask("resources/read", object().put("uri", uri))
                .result()
                .path("contents");
        assertThat(contents.get(0).path("mimeType").asText()).isEqualTo("application/json");
        return McpTestClient.json(contents.get(0).path("text").asText());
    }

    private JsonNode complete(String variable, String typed, String schema) {
        ObjectNode params = object();
        params.putObject("ref").put("type", "ref/resource").put("uri", "db://{source}/{schema}/{table}");
        params.putObject("argument").put("name", variable).put("value", typed);
        ObjectNode context = params.putObject("context").putObject("arguments").put("source", "shop");
        if (!schema.isEmpty()) {
            context.put("schema", schema);
        }
        return client().ask("completion/complete", params).result().path("completion");
    }

    private JsonNode prompt(String name, String arguments) {
        ObjectNode params = object().put("name", name);
        params.set("arguments", McpTestClient.json(arguments));
        return client().ask("prompts/get", params).result().path("messages");
    }
}
