package dev.portolan.connector.atlas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.connector.testkit.ConnectorContractTest;
import dev.portolan.connector.testkit.McpTestClient;
import dev.portolan.connector.testkit.TestIssuerResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestIssuerResource.class)
class AtlasContractTest extends ConnectorContractTest {
    @Override
    public Map<String, String> sampleArguments() {
        return Map.of("list_cities", "{}", "show_city", "{\"name\":\"Porto\"}", "whoami", "{}");
    }

    @Override
    public Map<String, String> samplePromptArguments() {
        return Map.of("compare", "{\"first\":\"Porto\",\"second\":\"Bergen\"}");
    }

    @Override
    public List<String> sampleUris() {
        return List.of("atlas://index", "atlas://cities/Porto");
    }

    @Override
    public Set<String> freeTextArguments() {
        return Set.of("aspect");
    }

    @Test
    void aToolKnowsItsCaller() {
        var result = modern().call("whoami", McpTestClient.object()).result();

        assertThat(result.path("structuredContent").path("name").asText()).isEqualTo("service-portolan-gateway");
    }
}
