package dev.portolan.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortCheckTest {

    @Test
    void aTakenPortIsReportedWithItsProcessAndHowToMove() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // given
            ServiceSpec spec = specAt(taken.getLocalPort());

            // then
            assertThatThrownBy(() -> PortCheck.requireFree(spec))
                    .isInstanceOfSatisfying(LaunchFailure.class, failure -> assertThat(failure.exitCode())
                            .isEqualTo(ExitCode.PRECONDITION))
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("needed by gateway")
                    .hasMessageContaining(
                            "java (process " + ProcessHandle.current().pid() + ")")
                    .hasMessageContaining("PORTOLAN_PORT_BASE=");
        }
    }

    @Test
    void aFreePortIsAccepted() throws IOException {
        // given
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        // then
        assertThat(PortCheck.isFree(port)).isTrue();
    }

    @Test
    void onlyListeningSocketsOfThePortCount() {
        // given
        String listening = "   0: 0100007F:1CE8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0  0 4711 1";
        String connected = "   1: 0100007F:1CE8 0100007F:9C40 01 00000000:00000000 00:00000000 00000000  0  0 4712 1";

        // then
        assertThat(PortOwner.listeningInode(listening, 7400)).contains("4711");
        assertThat(PortOwner.listeningInode(listening, 7401)).isEmpty();
        assertThat(PortOwner.listeningInode(connected, 7400)).isEmpty();
    }

    private static ServiceSpec specAt(int port) {
        Launch launch = new Launch(List.of("true"), Map.of(), java.nio.file.Path.of("."));
        return ServiceSpec.of("gateway", List.of(port), () -> launch, () -> true, Duration.ofSeconds(1));
    }
}
