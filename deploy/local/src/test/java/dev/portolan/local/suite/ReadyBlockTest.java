package dev.portolan.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.local.installation.Environment;
import dev.portolan.local.installation.Installation;
import dev.portolan.local.installation.Platform;
import dev.portolan.local.installation.Ports;
import dev.portolan.local.installation.Project;
import dev.portolan.local.installation.StateDirectory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadyBlockTest {

    @Test
    void itSaysWhereWithWhichTokenAndWhatToTry() {
        // when
        String text = text(Map.of(), List.of());

        // then
        assertThat(text)
                .contains("http://localhost:9000/mcp", "./portolan token alice", "STAND-IN", "claude mcp add")
                .contains("MCP-Protocol-Version: 2026-07-28", "Mcp-Name: db_query")
                .contains("http://localhost:9001/audit/records")
                .doesNotContainPattern("@[A-Z]+@");
    }

    @Test
    void otherServersAndTheRealGitHubAreNamed() {
        // when
        String text = text(
                Map.of("GITHUB_TOKEN", "planted-secret"),
                List.of(ExtraConnector.parse("files=http://localhost:3001/mcp")));

        // then
        assertThat(text)
                .contains("files (http://localhost:3001/mcp)", "the real one")
                .doesNotContain("STAND-IN", "planted-secret");
    }

    @Test
    void withARealIssuerTokensComeFromThere() {
        // when
        String text = text(
                Map.of("PORTOLAN_OIDC_ISSUER", "https://id.example.com", "PORTOLAN_OIDC_CLIENT_SECRET", "s"),
                List.of());

        // then
        assertThat(text).contains("https://id.example.com").doesNotContain("./portolan token");
    }

    @Test
    void aMovedStateIsPartOfTheCommands() {
        assertThat(text(Map.of("PORTOLAN_STATE", "elsewhere"), List.of()))
                .contains("$(PORTOLAN_STATE=/state ./portolan token alice)", "PORTOLAN_STATE=/state ./portolan status");
    }

    private static String text(Map<String, String> variables, List<ExtraConnector> extra) {
        Environment environment = new Environment(variables);
        Installation installation = new Installation(
                new Project(Path.of("/project")),
                new StateDirectory(Path.of("/state")),
                new Ports(9000),
                new Platform("Linux", "amd64", "maya", List.of()),
                environment);
        return new ReadyBlock(installation, ExternalParts.from(environment), extra).text(Duration.ofSeconds(42));
    }
}
