package dev.portolan.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    private static final Duration BOUND = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    @Test
    void aChildSeesOnlyTheVariablesMeantForIt() throws Exception {
        // given
        LogFile log = new LogFile(directory.resolve("child.log"));

        // when
        ChildProcess child = start(log, "env", Map.of("ONLY", "this"));
        child.exitWithin(BOUND);

        // then
        assertThat(log.path()).content().contains("ONLY=this").doesNotContain("HOME=");
    }

    @Test
    void aChildThatEndsWhenAskedIsNotForced() throws Exception {
        // given
        ChildProcess child = start(new LogFile(directory.resolve("child.log")), "exec sleep 600", Map.of());

        // then
        assertThat(child.stop(StopSignal.TERM, BOUND)).isTrue();
        assertThat(child.identity().find()).isEmpty();
    }

    @Test
    void aChildThatDoesNotEndWhenAskedIsForcedWithAllItStarted() throws Exception {
        // given
        LogFile log = new LogFile(directory.resolve("child.log"));
        ChildProcess child = start(log, "trap '' TERM INT; sleep 600 & echo started $!; wait; wait", Map.of());
        Awaitility.await().untilAsserted(() -> assertThat(log.tail(0)).isNotEmpty());
        long grandchild = Long.parseLong(log.tail(0).get(0).split(" ")[1]);

        // when
        boolean asked = child.stop(StopSignal.TERM, Duration.ofMillis(300));

        // then
        assertThat(asked).isFalse();
        assertThat(child.identity().find()).isEmpty();
        Awaitility.await()
                .untilAsserted(() -> assertThat(ProcessHandle.of(grandchild).filter(ProcessHandle::isAlive))
                        .isEmpty());
    }

    @Test
    void aChildCanBeAskedBySigint() throws Exception {
        // given: a shell cannot trap what its parents ignore, as under nohup
        Assumptions.assumeFalse(ignoresSigint(), "SIGINT is ignored by whoever runs this test");
        LogFile log = new LogFile(directory.resolve("child.log"));
        ChildProcess child =
                start(log, "trap 'echo interrupted; exit 0' INT; echo up; while :; do sleep 0.1; done", Map.of());
        Awaitility.await().untilAsserted(() -> assertThat(log.tail(0)).contains("up"));

        // when
        child.stop(StopSignal.INT, BOUND);

        // then
        assertThat(log.tail(0)).contains("interrupted");
    }

    private static boolean ignoresSigint() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .anyMatch(line ->
                                (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 0b10) != 0);
    }

    @Test
    void aProcessThatGotTheSameIdLaterIsNotMeant() {
        // given
        ProcessIdentity us = ProcessIdentity.of(ProcessHandle.current());
        Instant longAgo = us.startedAt().minusSeconds(3_600);

        // then
        assertThat(us.find()).contains(ProcessHandle.current());
        assertThat(new ProcessIdentity(us.pid(), longAgo).find()).isEmpty();
    }

    private ChildProcess start(LogFile log, String script, Map<String, String> environment) throws Exception {
        Map<String, String> variables = new java.util.HashMap<>(environment);
        variables.put("PATH", "/usr/bin:/bin");
        return ChildProcess.start(List.of(), new Launch(List.of("sh", "-c", script), variables, directory), log);
    }
}
