package dev.portolan.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.local.installation.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFilesTest {

    @TempDir
    Path directory;

    @Test
    void connectorsFollowThePortsAndTheOptions() {
        // when
        String yaml = ConfigFiles.render(
                new Ports(9000),
                List.of(
                        ExtraConnector.parse("files=http://localhost:3001/mcp"),
                        ExtraConnector.parse("notes=stdio:npx notes")));

        // then
        assertThat(yaml).contains("""
                        connectors:
                          github:
                            url: "http://localhost:9002/mcp"
                            era: auto
                            owned-schemes: [github, git]
                            credential: client-credentials
                            scope: github-connector
                          db:
                            url: "http://localhost:9003/mcp"
                            era: auto
                            owned-schemes: [db]
                            credential: client-credentials
                            scope: db-connector
                          files:
                            url: 'http://localhost:3001/mcp'
                            era: auto
                          notes:
                            command: ['npx', 'notes']
                            era: auto
                        """);
    }

    @Test
    void policyAndViewsAreMadeOnceAndThenBelongToThePerson() throws IOException {
        // given
        ConfigFiles files = new ConfigFiles(directory);
        files.write(new Ports(9000), List.of());
        assertThat(files.policy()).content().contains("engineering-everything", "support-reads-databases");
        assertThat(files.views()).content().endsWith("views: {}\n");
        Files.writeString(files.policy(), "mine");
        Files.writeString(files.views(), "mine too");

        // when
        files.write(new Ports(9100), List.of());

        // then
        assertThat(files.policy()).hasContent("mine");
        assertThat(files.views()).hasContent("mine too");
        assertThat(files.connectors()).content().contains("http://localhost:9102/mcp");
    }
}
