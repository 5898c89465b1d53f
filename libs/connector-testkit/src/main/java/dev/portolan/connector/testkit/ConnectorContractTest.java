package dev.portolan.connector.testkit;

import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The contract of connectors. A connector extends it as a {@code @QuarkusTest} with
 * {@code @QuarkusTestResource(TestIssuerResource.class)} and a backend to call, and says with what arguments its
 * tools, prompts and resources succeed; the tests are those of the interfaces.
 */
public abstract class ConnectorContractTest
        implements ToolContract, FeatureContract, WireContract, AccessContract, OperationsContract {
    @TestHTTPResource("/mcp")
    @SuppressWarnings("NullAway.Init") // set before each test
    URI endpoint;

    @TestHTTPResource(value = "/", management = true)
    @SuppressWarnings("NullAway.Init") // set before each test
    URI management;

    @Override
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public URI management(String path) {
        return management.resolve("/" + path);
    }

    @Override
    public String token() {
        return tokens().forClient(admittedClient(), audience());
    }

    @Override
    public TestTokens tokens() {
        return TestTokens.ofApplication();
    }

    @Override
    public String audience() {
        return config().getValue("quarkus.oidc.token.audience", String.class);
    }

    @Override
    public String admittedClient() {
        return config().getOptionalValue("mcp.server.allowed-clients", String.class)
                .map(clients -> clients.split(",")[0])
                .orElse("portolan-gateway");
    }

    private static Config config() {
        return ConfigProvider.getConfig();
    }
}
