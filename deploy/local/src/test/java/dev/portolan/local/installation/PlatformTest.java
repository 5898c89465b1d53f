package dev.portolan.local.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.local.report.LaunchFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

    @TempDir
    Path bin;

    @ParameterizedTest
    @CsvSource({
        "Linux,    amd64,   postgres-linux-x86_64.txz",
        "Linux,    aarch64, postgres-linux-arm_64.txz",
        "Mac OS X, aarch64, postgres-darwin-arm_64.txz"
    })
    void theArchiveOfPostgresFollowsThePlatform(String os, String architecture, String archive) {
        assertThat(new Platform(os, architecture, "maya", List.of()).postgresArchive())
                .isEqualTo(archive);
    }

    @Test
    void anUnsupportedPlatformIsToldTheWayOut() {
        assertThatThrownBy(() -> new Platform("Linux", "riscv64", "maya", List.of()).postgresArchive())
                .isInstanceOf(LaunchFailure.class)
                .hasMessageContaining("riscv64")
                .hasMessageContaining("PORTOLAN_AUDIT_DB_URL");
    }

    @Test
    void rootRunsPostgresAsNobody() throws Exception {
        // given
        Path unshare = Files.createFile(
                bin.resolve("unshare"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        // then
        assertThat(new Platform("Linux", "amd64", "root", List.of(bin)).withoutRoot())
                .containsExactly(unshare.toString(), "-U");
        assertThat(new Platform("Linux", "amd64", "maya", List.of(bin)).withoutRoot())
                .isEmpty();
    }

    @Test
    void rootWithoutUnshareIsToldWhatToDo() {
        assertThatThrownBy(() -> new Platform("Linux", "amd64", "root", List.of(bin)).withoutRoot())
                .hasMessageContaining("util-linux");
    }
}
