package dev.portolan.connector.db;

import dev.portolan.connector.testkit.ConnectorContractTest;
import dev.portolan.connector.testkit.TestIssuerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;

@QuarkusTest
@QuarkusTestResource(TestIssuerResource.class)
@QuarkusTestResource(ShopResource.class)
class DbConnectorContractTest extends ConnectorContractTest {
    @Override
    public Map<String, String> sampleArguments() {
        return Map.of(
                "list_sources", "{}",
                "list_schemas", "{\"source\":\"shop\"}",
                "list_tables", "{\"source\":\"shop\"}",
                "describe_table", "{\"source\":\"shop\",\"table\":\"orders\"}",
                "query", "{\"source\":\"shop\",\"sql\":\"SELECT * FROM orders WHERE id = $1\",\"parameters\":[7]}",
                "explain_query", "{\"source\":\"shop\",\"sql\":\"SELECT * FROM orders\"}");
    }

    @Override
    public Map<String, String> samplePromptArguments() {
        return Map.of(
                "describe_schema", "{\"source\":\"shop\",\"schema\":\"public\"}",
                "investigate_slow_query", "{\"source\":\"shop\",\"sql\":\"SELECT * FROM orders\"}");
    }

    @Override
    public List<String> sampleUris() {
        return List.of(
                "db:///sources",
                "db://shop",
                "db://shop/public",
                "db://shop/public/orders",
                "db://shop/public/orders/sample");
    }

    @Override
    public Map<String, String> completionContext() {
        return Map.of("source", "shop", "schema", "public");
    }

    @Override
    public Set<String> freeTextArguments() {
        return Set.of("sql");
    }

    @Override
    public Set<String> secrets() {
        return Set.of("owner-secret-7", "reader-secret-7", "gone-secret-7", "MARKER-71c9");
    }
}
