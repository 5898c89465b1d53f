package dev.portolan.gateway.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.gateway.connectorfile.Address;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchTest {
    private static String output(Address.Command command) throws Exception {
        Process process = new Launch(command).start();
        try (InputStream out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Address.Command env(Map<String, Address.Value> environment) {
        return new Address.Command(List.of("env"), Optional.empty(), environment);
    }

    @Test
    void aChildGetsWhatIsNamedAndLittleElse(@TempDir Path directory) throws Exception {
        // given
        Path secret = Files.writeString(directory.resolve("secret"), "from a file\n");

        // when
        String environment = output(env(Map.of(
                "PLAIN", new Address.Value.Plain("as it stands"),
                "SECRET", new Address.Value.FromFile(secret),
                "WAY", new Address.Value.FromVariable("PATH"))));

        // then
        assertThat(environment.lines())
                .contains("PLAIN=as it stands", "SECRET=from a file", "WAY=" + System.getenv("PATH"))
                .allMatch(line ->
                        line.matches("(PLAIN|SECRET|WAY|PATH|HOME|USER|LOGNAME|SHELL|LANG|LC_ALL|TZ|TMPDIR)=.*"));
        assertThat(System.getenv()).as("there is something to keep back").containsKey("PWD");
    }

    @Test
    void noShellReadsTheCommand() throws Exception {
        Address.Command command =
                new Address.Command(List.of("echo", "$HOME; echo", "a  b", ""), Optional.empty(), Map.of());

        assertThat(output(command)).isEqualTo("$HOME; echo a  b \n");
    }

    @Test
    void itRunsWhereItIsTold(@TempDir Path directory) throws Exception {
        Address.Command command = new Address.Command(List.of("pwd", "-P"), Optional.of(directory), Map.of());

        assertThat(output(command).strip()).isEqualTo(directory.toRealPath().toString());
    }

    @Test
    void aSecretThatIsNotThereKeepsItFromStarting() {
        assertThatThrownBy(() -> output(env(Map.of("A", new Address.Value.FromVariable("NO_SUCH_VARIABLE")))))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("env.A names NO_SUCH_VARIABLE");
        assertThatThrownBy(() -> output(env(Map.of("A", new Address.Value.FromFile(Path.of("/no/such/file"))))))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("the file that env.A names cannot be read");
    }

    @Test
    void soDoesAProgramThatIsNotThere() {
        assertThatThrownBy(() -> output(new Address.Command(List.of("/no/such/program"), Optional.empty(), Map.of())))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("is there such a program");
    }
}
