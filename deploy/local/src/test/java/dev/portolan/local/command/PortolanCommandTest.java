package dev.portolan.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.local.installation.Environment;
import dev.portolan.local.process.ProcessIdentity;
import dev.portolan.local.process.StopSignal;
import dev.portolan.local.supervise.Phase;
import dev.portolan.local.supervise.RunState;
import dev.portolan.local.supervise.ServiceState;
import dev.portolan.local.supervise.ServiceStatus;
import dev.portolan.local.supervise.StateFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortolanCommandTest {

    @TempDir
    Path state;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"up", "down", "status", "logs", "token", "audit"})
    void eachCommandExplainsItself(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(text(out)).contains("Usage: portolan " + command);
    }

    @Test
    void theHelpNamesTheExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(text(out)).contains("Exit codes:", "PORTOLAN_PORT_BASE");
    }

    @Test
    void withoutACommandTheHelpIsShown() {
        assertThat(run()).isEqualTo(2);
        assertThat(text(out)).contains("Usage: portolan");
    }

    @Test
    void nothingRunsBeforeTheFirstUp() {
        assertThat(run("status")).isEqualTo(3);
        assertThat(run("down")).isZero();
        assertThat(text(out)).contains("Nothing is running");
        assertThat(run("token", "alice")).isEqualTo(3);
        assertThat(text(err)).contains("./portolan up");
    }

    @Test
    void aMalformedConnectorIsRefusedBeforeAnythingStarts() {
        assertThat(run("up", "--connector", "nonsense")).isEqualTo(2);
        assertThat(text(err)).contains("--connector nonsense cannot be used");
    }

    @Test
    void aConnectorGivenTwiceIsRefused() {
        assertThat(run("up", "--connector", "a=http://h/mcp", "--connector", "a=http://i/mcp"))
                .isEqualTo(2);
        assertThat(text(err)).contains("a more than once");
    }

    @Test
    void statusShowsACrashedPartAndItsProblem() {
        // given
        state(ProcessIdentity.of(ProcessHandle.current()), ServiceStatus.FAILED, Optional.of("It melted."));

        // then
        assertThat(run("status")).isEqualTo(4);
        assertThat(text(out)).contains("audit", "failed", "no process", "It melted.");
    }

    @Test
    void statusTellsWhenTheSupervisorIsGone() {
        // given
        state(new ProcessIdentity(1, Instant.EPOCH), ServiceStatus.READY, Optional.empty());

        // then
        assertThat(run("status")).isEqualTo(4);
        assertThat(text(out)).contains("ended by force");
    }

    @Test
    void logsAreFoundByPartAndByModule() throws IOException {
        // given
        Files.createDirectories(state.resolve("logs"));
        Files.writeString(state.resolve("logs/github-connector.log"), "one\ntwo\nthree\n");

        // then
        assertThat(run("logs", "github-connector")).isZero();
        assertThat(text(out)).isEqualTo("one\ntwo\nthree\n");
        out.reset();
        assertThat(run("logs", "github-connector-service", "-n", "2")).isZero();
        assertThat(text(out)).isEqualTo("two\nthree\n");
        out.reset();
        assertThat(run("logs", "github", "-n", "9")).isZero();
        assertThat(text(out)).isEqualTo("one\ntwo\nthree\n");
        assertThat(run("logs", "nobody")).isEqualTo(2);
        assertThat(text(err)).contains("choose one of github-connector");
    }

    private void state(ProcessIdentity supervisor, ServiceStatus status, Optional<String> problem) {
        new StateFile(state.resolve("state.json"))
                .write(new RunState(
                        Phase.RUNNING,
                        supervisor,
                        7400,
                        "http://localhost:7480/realms/portolan",
                        List.of(new ServiceState(
                                "audit", status, Optional.empty(), List.of(7401), StopSignal.TERM, 4, problem))));
    }

    private int run(String... arguments) {
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.systemUTC());
        Environment environment = new Environment(Map.of("PORTOLAN_STATE", state.toString(), "PATH", "/usr/bin:/bin"));
        return PortolanCommand.execute(terminal, environment, arguments);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
