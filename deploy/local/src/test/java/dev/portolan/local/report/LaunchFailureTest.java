package dev.portolan.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.junit.jupiter.api.Test;

class LaunchFailureTest {

    @Test
    void aFullDiskIsToldApart() {
        // given
        IOException cause = new FileSystemException("/state/x", null, "No space left on device");

        // when
        LaunchFailure failure = LaunchFailure.io("unpacking Keycloak", new IOException("copying failed", cause));

        // then
        assertThat(failure.exitCode()).isEqualTo(ExitCode.PRECONDITION);
        assertThat(failure.sentence()).contains("full", "unpacking Keycloak", "free some space", "PORTOLAN_STATE");
    }

    @Test
    void anyOtherFailureNamesTheFile() {
        // when
        LaunchFailure failure =
                LaunchFailure.io("writing", new FileSystemException("/state/x", null, "Permission denied"));

        // then
        assertThat(failure.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(failure.sentence()).contains("/state/x", "Permission denied");
    }
}
