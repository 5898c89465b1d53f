package dev.portolan.local.welcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WelcomeRepositoryTest {

    @TempDir
    Path one;

    @TempDir
    Path other;

    @Test
    void itHasAHistoryTwoBranchesAndATag() throws Exception {
        // when
        new WelcomeRepository(one).create();

        // then
        try (Git git = Git.open(one.resolve("welcome").toFile())) {
            List<RevCommit> log = new ArrayList<>();
            git.log().call().forEach(log::add);
            assertThat(log).hasSize(6);
            assertThat(git.branchList().call())
                    .extracting(Ref::getName)
                    .containsExactlyInAnyOrder("refs/heads/main", "refs/heads/currents");
            assertThat(git.tagList().call()).extracting(Ref::getName).containsExactly("refs/tags/v1.0");
            assertThat(git.status().call().isClean()).isTrue();
        }
    }

    @Test
    void itIsTheSameEverywhere() throws Exception {
        // when
        new WelcomeRepository(one).create();
        new WelcomeRepository(other).create();

        // then
        assertThat(head(one)).isEqualTo(head(other));
    }

    @Test
    void aRepositoryThatIsThereIsNotTouched() throws Exception {
        // given
        new WelcomeRepository(one).create();
        String head = head(one);

        // then
        assertThat(new WelcomeRepository(one).create()).isFalse();
        assertThat(head(one)).isEqualTo(head);
    }

    private static String head(Path root) throws Exception {
        try (Git git = Git.open(root.resolve("welcome").toFile())) {
            return git.getRepository().resolve("HEAD").name();
        }
    }
}
