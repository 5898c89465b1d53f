package dev.portolan.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.local.process.ProcessIdentity;
import dev.portolan.local.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {

    private static final ProcessIdentity PROCESS = new ProcessIdentity(4711, Instant.ofEpochMilli(1_790_000_000_123L));

    @TempDir
    Path directory;

    @Test
    void whatIsWrittenIsRead() {
        // given
        StateFile file = new StateFile(directory.resolve("state.json"));
        RunState state = new RunState(
                Phase.RUNNING,
                PROCESS,
                7400,
                "http://localhost:7480/realms/portolan",
                List.of(
                        new ServiceState(
                                "postgres",
                                ServiceStatus.READY,
                                Optional.of(PROCESS),
                                List.of(7432),
                                StopSignal.INT,
                                0,
                                Optional.empty()),
                        new ServiceState(
                                "gateway",
                                ServiceStatus.FAILED,
                                Optional.empty(),
                                List.of(7400, 7440),
                                StopSignal.TERM,
                                4,
                                Optional.of("It crashed."))));

        // when
        file.write(state);

        // then
        assertThat(file.read()).contains(state);
    }

    @Test
    void aFileThatIsOfNoUseIsNoState() throws IOException {
        // given
        Path path = directory.resolve("state.json");
        StateFile file = new StateFile(path);

        // then
        assertThat(file.read()).isEmpty();
        Files.writeString(path, "{\"version\": 99}");
        assertThat(file.read()).isEmpty();
        Files.writeString(path, "{\"vers");
        assertThat(file.read()).isEmpty();
    }
}
