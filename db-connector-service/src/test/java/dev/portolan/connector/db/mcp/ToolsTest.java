package dev.portolan.connector.db.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.connector.db.ShopResource;
import dev.portolan.connector.testkit.TestIssuerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(TestIssuerResource.class)
@QuarkusTestResource(ShopResource.class)
class ToolsTest extends McpTest {
    @Test
    void sourcesAreListedWithTheirStateAndNoSecret() {
        JsonNode sources = call("list_sources", "{}").path("sources");

        assertThat(sources).extracting(s -> s.path("name").asText()).containsExactly("gone", "owned", "root", "shop");
        assertThat(sources)
                .extracting(s -> s.path("status").asText())
                .containsExactly("down", "ready", "refused", "ready");
        assertThat(sources.get(1).path("notes").toString()).contains("may write");
        assertThat(sources.toString()).doesNotContain("secret-7").doesNotContain("127.0.0.1");
    }

    @Test
    void schemasAreListedWithWhatIsReadable() {
        JsonNode schemas = call("list_schemas", "{\"source\":\"shop\"}").path("schemas");

        assertThat(schemas).hasSize(1);
        assertThat(schemas.get(0).path("name").asText()).isEqualTo("public");
        assertThat(schemas.get(0).path("table_count").asInt()).isEqualTo(3);
    }

    @Test
    void tablesAreListedWithKindCommentAndSizeButNotThoseTheRoleMayNotRead() {
        JsonNode tables = call("list_tables", "{\"source\":\"shop\",\"schema\":\"public\"}")
                .path("tables");

        assertThat(tables)
                .extracting(t -> t.path("name").asText())
                .containsExactly("big_orders", "customers", "orders");
        assertThat(tables.get(0).path("kind").asText()).isEqualTo("view");
        assertThat(tables.get(1).path("comment").asText()).isEqualTo("People who buy");
        assertThat(tables.get(1).path("estimated_rows").asLong()).isEqualTo(500);
    }

    @Test
    void tablesAreFoundByPartOfTheirName() {
        assertThat(call("list_tables", "{\"source\":\"shop\",\"search\":\"ORD\"}")
                        .path("tables"))
                .extracting(t -> t.path("name").asText())
                .containsExactly("big_orders", "orders");
    }

    @Test
    void aTableIsDescribedInFull() {
        JsonNode orders = call("describe_table", "{\"source\":\"shop\",\"table\":\"orders\"}");
        JsonNode customers = call("describe_table", "{\"source\":\"shop\",\"table\":\"customers\"}");

        assertThat(orders.path("primary_key").toString()).isEqualTo("[\"id\"]");
        assertThat(orders.path("foreign_keys").toString())
                .isEqualTo("[{\"columns\":[\"customer_id\"],\"references\":\"public.customers\",\"to\":[\"id\"]}]");
        assertThat(orders.path("indexes"))
                .extracting(i -> i.path("name").asText())
                .containsExactly("orders_by_customer", "orders_pkey");
        assertThat(orders.path("columns").get(2).path("type").asText()).isEqualTo("numeric(10,2)");
        assertThat(orders.path("columns").get(3).path("default").asText()).isEqualTo("now()");
        assertThat(customers.path("columns").get(2).path("comment").asText()).isEqualTo("Where the parcel goes");
        assertThat(customers.path("columns").get(2).path("nullable").asBoolean())
                .isTrue();
        assertThat(customers.path("columns").get(0).path("default").asText()).isEqualTo("identity");
    }

    @ParameterizedTest
    @CsvSource({"secrets", "nowhere"})
    void aTableTheRoleMayNotReadLooksLikeNone(String table) {
        assertThat(failure("describe_table", "{\"source\":\"shop\",\"table\":\"" + table + "\"}")
                        .toString())
                .contains("unknown_table");
    }

    @Test
    void rowsComeWithColumnsTypesAndParameters() {
        JsonNode result = call(
                "query",
                query(
                        "SELECT id, total, placed_at, $2::text AS note FROM orders WHERE id = $1",
                        ",\"parameters\":[7,null]"));

        assertThat(result.path("columns").toString())
                .isEqualTo("[{\"name\":\"id\",\"type\":\"int8\"},{\"name\":\"total\",\"type\":\"numeric\"},"
                        + "{\"name\":\"placed_at\",\"type\":\"timestamptz\"},{\"name\":\"note\",\"type\":\"text\"}]");
        assertThat(result.path("rows").toString()).isEqualTo("[[\"7\",\"7.00\",\"2026-01-01T00:00:00Z\",null]]");
        assertThat(result.path("truncated").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "499, '', 200, true",
        "200, '', 200, false",
        "201, '', 200, true",
        "3, ',\"max_rows\":3', 3, false",
        "4, ',\"max_rows\":3', 3, true",
        "0, '', 0, false"
    })
    void truncatedIsExact(int there, String maxRows, int given, boolean truncated) {
        JsonNode result = call("query", query("SELECT n FROM generate_series(1, " + there + ") n", maxRows));

        assertThat(result.path("row_count").asInt()).isEqualTo(given);
        assertThat(result.path("rows")).hasSize(given);
        assertThat(result.path("truncated").asBoolean()).isEqualTo(truncated);
        assertThat(result.path("columns")).hasSize(1);
    }

    @Test
    void bytesAreBoundedAndLongCellsCut() {
        JsonNode result = call("query", query("SELECT n, repeat('é', 5000) FROM generate_series(1, 100) n", ""));

        assertThat(result.path("truncated_by").asText()).isEqualTo("bytes");
        assertThat(result.path("rows").toString().length()).isLessThan(65_536);
        assertThat(result.path("cut_cells").get(0).toString()).isEqualTo("{\"row\":0,\"column\":1,\"chars\":5000}");
        assertThat(result.path("rows").get(0).get(1).asText()).hasSize(2000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1; COMMIT; DELETE FROM orders   | syntax_error",
                "DELETE FROM orders                     | not_a_query",
                "SELECT write_order()                   | read_only_violation",
                "SELECT * FROM secrets                  | permission_denied",
                "SELECT * FROM nowhere                  | undefined_table",
                "SELECT $1::int                         | invalid_parameter"
            })
    void whatCannotBeRunIsExplained(String sql, String code) {
        JsonNode failure = failure("query", query(sql, ""));

        assertThat(failure.path("content").get(0).path("text").asText()).startsWith(code + ": ");
        assertThat(failure.at("/_meta/dev.portolan~1error/code").asText()).isEqualTo(code);
        assertThat(failure.at("/_meta/dev.portolan~1error/retryable").asBoolean())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ",\"max_rows\":301        | max_rows must be 1 to 300",
                ",\"max_rows\":0          | max_rows must be 1 to 300",
                ",\"timeout_seconds\":31  | timeout_seconds must be 1 to 30"
            })
    void whoAsksForTooMuchIsToldTheBound(String argument, String sentence) {
        assertThat(failure("query", query("SELECT 1", argument)).toString()).contains(sentence);
    }

    @Test
    void aCallMayLowerTheTimeout() {
        assertThat(failure("query", query("SELECT pg_sleep(20)", ",\"timeout_seconds\":1"))
                        .toString())
                .contains("timeout: ");
    }

    @Test
    void whereSeveralSourcesAreOneMustBeNamed() {
        assertThat(failure("query", "{\"sql\":\"SELECT 1\"}").toString()).contains("gone, owned, root, shop");
    }

    @ParameterizedTest
    @CsvSource({"gone, unavailable, true", "root, source_refused, false", "none, unknown_source, false"})
    void aSourceThatDoesNotServeSaysSoWhileOthersDo(String source, String code, boolean retryable) {
        JsonNode failure = failure("query", "{\"source\":\"" + source + "\",\"sql\":\"SELECT 1\"}");

        assertThat(failure.at("/_meta/dev.portolan~1error/code").asText()).isEqualTo(code);
        assertThat(failure.at("/_meta/dev.portolan~1error/retryable").asBoolean())
                .isEqualTo(retryable);
        assertThat(call("query", query("SELECT 1", "")).path("row_count").asInt())
                .isEqualTo(1);
    }

    @Test
    void aPlanIsGivenAndNothingRuns() {
        JsonNode plan = call(
                "explain_query",
                query("SELECT o.*, pg_sleep(60) FROM orders o WHERE total > $1", ",\"parameters\":[\"5\"]"));

        assertThat(plan.path("sequential_scans").toString()).isEqualTo("[\"orders\"]");
        assertThat(plan.path("total_cost").asDouble()).isPositive();
        assertThat(plan.path("plan").path("Node Type").asText()).isEqualTo("Seq Scan");
    }

    @Test
    void onlyQueriesAreExplained() {
        for (String sql : List.of("ANALYZE SELECT 1", "DELETE FROM orders", "SELECT 1; DELETE FROM orders")) {
            failure("explain_query", query(sql, ""));
        }
    }
}
