package dev.portolan.local.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLockTest {

    @TempDir
    Path directory;

    @Test
    void aSecondSupervisorIsRefusedUntilTheFirstEnds() {
        // given
        Path file = directory.resolve("lock");
        StateLock first = StateLock.take(file, Optional.empty());

        // then
        assertThatThrownBy(() -> StateLock.take(file, Optional.empty()))
                .isInstanceOfSatisfying(LaunchFailure.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(ExitCode.ALREADY_RUNNING))
                .hasMessageContaining("./portolan down");
        first.close();
        StateLock.take(file, Optional.empty()).close();
    }

    @Test
    void theLockIsFreeWhenNobodyHoldsIt() {
        assertThat(StateLock.tryTake(directory.resolve("lock"))).isPresent();
    }
}
