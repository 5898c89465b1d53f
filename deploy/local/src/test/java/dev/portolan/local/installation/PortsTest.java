package dev.portolan.local.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTest {

    @Test
    void allPortsMoveWithTheBase() {
        // given
        Ports ports = Ports.from(new Environment(Map.of("PORTOLAN_PORT_BASE", "9000")));

        // then
        assertThat(ports.gateway()).isEqualTo(9000);
        assertThat(ports.audit()).isEqualTo(9001);
        assertThat(ports.github()).isEqualTo(9002);
        assertThat(ports.db()).isEqualTo(9003);
        assertThat(ports.githubStandin()).isEqualTo(9012);
        assertThat(ports.postgres()).isEqualTo(9032);
        assertThat(ports.managementOf(ports.db())).isEqualTo(9043);
        assertThat(ports.identity()).isEqualTo(9080);
        assertThat(ports.identityManagement()).isEqualTo(9081);
    }

    @Test
    void theBaseIs7400UnlessSaidOtherwise() {
        assertThat(Ports.from(new Environment(Map.of())).base()).isEqualTo(7400);
        assertThat(Ports.from(new Environment(Map.of("PORTOLAN_PORT_BASE", " ")))
                        .base())
                .isEqualTo(7400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "65500", "many", "-1", "7400.5"})
    void aBaseThatCannotBeUsedIsRefusedWithTheRange(String base) {
        assertThatThrownBy(() -> Ports.from(new Environment(Map.of("PORTOLAN_PORT_BASE", base))))
                .isInstanceOfSatisfying(LaunchFailure.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(ExitCode.USAGE))
                .hasMessageContaining("PORTOLAN_PORT_BASE")
                .hasMessageContaining("1024 to 65400");
    }
}
