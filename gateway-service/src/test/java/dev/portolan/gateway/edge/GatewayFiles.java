package dev.portolan.gateway.edge;

import dev.portolan.gateway.audit.SealedItems;
import dev.portolan.gateway.identity.TestIssuer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The files a gateway is configured by, in a directory of their own: members of "engineering" may do everything. */
final class GatewayFiles {
    private final Path directory;

    GatewayFiles() {
        try {
            directory = Files.createTempDirectory("gateway-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        write("policy.yaml", """
                version: 1
                rules:
                  - id: engineering-everything
                    who: { groups: [engineering] }
                    what: { connectors: ["*"] }
                    effect: allow
                """);
    }

    Path directory() {
        return directory;
    }

    Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What points a gateway at these files and at what is around it.
     *
     * @param connectors lines of connectors.yaml, one connector each
     */
    Map<String, String> config(TestIssuer issuer, StubAudit audit, String connectors) {
        Map<String, String> config = new HashMap<>();
        config.put("quarkus.oidc.auth-server-url", issuer.url());
        config.put("gateway.audit.url", audit.url());
        config.put("gateway.audit.sealing-key", SealedItems.key().toString());
        config.put("gateway.policy.file", directory.resolve("policy.yaml").toString());
        config.put(
                "gateway.connectors.file",
                write("connectors.yaml", "connectors:\n" + connectors.indent(2)).toString());
        return config;
    }
}
