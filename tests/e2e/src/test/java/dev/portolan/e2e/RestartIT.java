package dev.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.suite.Launcher;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Down leaves nothing running and keeps everything; up finds it again, quickly. */
@ExtendWith(Suite.Extension.class)
class RestartIT {
    @Test
    void whatWasRecordedIsThereAfterDownAndUp(Suite suite) {
        suite.modernClient("alice")
                .tool("db_query", Map.of("sql", "select 'before the restart' as t"))
                .result();
        Launcher launcher = suite.launcher();

        Launcher.Ran down = launcher.run(Duration.ofMinutes(2), "down");
        assertThat(down.exitCode()).as(down.output()).isZero();
        assertThat(launcher.run(Duration.ofSeconds(30), "status").exitCode()).isEqualTo(3);
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
        assertThat(suite.auditClient("carol")
                        .all(Map.of("person", "alice", "tool", "db_query"))
                        .toString())
                .contains("before the restart");
    }
}
