package dev.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.suite.Launcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Down leaves nothing running and keeps everything; up finds it again, quickly. */
@ExtendWith(Suite.Extension.class)
class RestartIT {
    @Test
    void whatWasRecordedIsThereAfterDownAndUp(Suite suite) throws IOException {
        suite.modernClient("alice")
                .tool("db_query", Map.of("sql", "select 'before the restart' as t"))
                .result();
        List<String> before = recorded(suite, 2);
        Launcher launcher = suite.launcher();
        OpenClient socket = OpenClient.overWebSocket(suite);
        OpenClient stream = OpenClient.overHttp(suite);

        Launcher.Ran down = launcher.run(Duration.ofMinutes(2), "down");
        assertThat(down.exitCode()).as(down.output()).isZero();
        assertThat(launcher.run(Duration.ofSeconds(30), "status").exitCode()).isEqualTo(3);
        assertThat(socket.end()).isEqualTo("1001");
        assertThat(stream.end()).contains("\"resultType\":\"complete\"");
        assertThat(secondsToStop(launcher))
                .as("of the gateway, which waits for requests for 10 s if there are any")
                .isLessThan(10);
        assertThat(ProcessHandle.allProcesses()
                        .flatMap(process -> process.info().commandLine().stream())
                        .filter(command -> command.contains(launcher.state().toString())))
                .isEmpty();

        long begun = System.nanoTime();
        Launcher.Ran up = launcher.run(Duration.ofMinutes(5), suite.up());
        assertThat(up.exitCode()).as(up.output()).isZero();
        System.out.printf(
                "second start: %d s%n",
                Duration.ofNanos(System.nanoTime() - begun).toSeconds());
        assertThat(recorded(suite, before.size())).containsAll(before);
    }

    private static List<String> recorded(Suite suite, int atLeast) {
        return suite.auditClient("carol").all(atLeast, Map.of("person", "alice", "tool", "db_query")).stream()
                .map(record -> record.at("/event/event_id").asText())
                .toList();
    }

    private static double secondsToStop(Launcher launcher) throws IOException {
        try (Stream<Path> files = Files.walk(launcher.state())) {
            String log = files.filter(file -> file.getFileName().toString().startsWith("gateway"))
                    .filter(Files::isRegularFile)
                    .map(RestartIT::read)
                    .collect(Collectors.joining());
            Matcher stopped =
                    Pattern.compile("gateway-service stopped in ([0-9.]+)s").matcher(log);
            assertThat(stopped.find()).as(log).isTrue();
            return Double.parseDouble(stopped.group(1));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
