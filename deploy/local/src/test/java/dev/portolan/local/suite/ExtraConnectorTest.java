package dev.portolan.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtraConnectorTest {

    @Test
    void idAndUrlAreRead() {
        assertThat(ExtraConnector.parse("every-thing=http://localhost:3001/mcp"))
                .isEqualTo(new ExtraConnector("every-thing", "http://localhost:3001/mcp"));
    }

    @Test
    void aProgramIsWordsBetweenSpaces() {
        assertThat(ExtraConnector.parse("files=stdio: npx -y  it's#1 --url=http://a/?b")
                        .entry())
                .isEqualTo("command: ['npx', '-y', 'it''s#1', '--url=http://a/?b']");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:3001/mcp",
                "=http://localhost:3001/mcp",
                "Files=http://localhost:3001/mcp",
                "my_files=http://localhost:3001/mcp",
                "github=http://localhost:3001/mcp",
                "files=localhost:3001",
                "files=stdio:",
                "files=stdio: ",
                "files=ftp://localhost/mcp",
                "files=http://localhost/mcp?key=secret",
                "files=http://user:secret@localhost/mcp",
                "files=http://local host/\"mcp",
                "a-name-that-is-much-too-long=http://localhost:3001/mcp"
            })
    void whatCannotBeUsedIsRefused(String option) {
        assertThatThrownBy(() -> ExtraConnector.parse(option))
                .isInstanceOfSatisfying(LaunchFailure.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("--connector");
    }
}
