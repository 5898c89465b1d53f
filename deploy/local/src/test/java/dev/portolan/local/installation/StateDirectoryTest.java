package dev.portolan.local.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDirectoryTest {

    @TempDir
    Path project;

    @Test
    void itLiesInTheProjectUnlessMoved() {
        assertThat(StateDirectory.from(new Environment(Map.of()), project).root())
                .isEqualTo(project.resolve(".portolan"));
        assertThat(StateDirectory.from(new Environment(Map.of("PORTOLAN_STATE", "other/place")), project)
                        .root())
                .isEqualTo(project.resolve("other/place"));
    }

    @Test
    void itIsClosedToOtherUsers() throws IOException {
        // given
        StateDirectory state = StateDirectory.from(new Environment(Map.of()), project);

        // when
        state.create();

        // then
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.root())))
                .isEqualTo("rwx------");
    }

    @Test
    void aFullDiskIsReportedWithWhatIsNeededAndHowToMove() {
        // given
        StateDirectory state = new StateDirectory(Path.of("/small"));

        // when
        String sentence = state.spaceSentence(100L << 20, 1_500L << 20);

        // then
        assertThat(sentence).contains("100 MB free", "1500 MB are needed", "PORTOLAN_STATE");
    }
}
