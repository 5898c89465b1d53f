package dev.portolan.connector.github.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portolan.connector.github.failure.Failure;
import dev.portolan.mcp.server.ToolCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.util.SystemReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing outside the root is ever read, whatever the names and whatever lies in a repository. */
class GitJailTest {

    @TempDir
    Path directory;

    private SampleRoot inside;
    private SampleRoot outside;

    @BeforeEach
    void makeBoth() throws IOException {
        inside = new SampleRoot(Files.createDirectory(directory.resolve("root"))).make("welcome");
        outside = new SampleRoot(Files.createDirectory(directory.resolve("outside"))).make("secret");
    }

    @Test
    void anAbsolutePathToARealRepositoryIsNoRepository() {
        assertThat(codeOf(outside.path().resolve("secret").toString())).isEqualTo("not_found");
    }

    @Test
    void aLinkToARepositoryOutsideIsNoRepository() throws IOException {
        link("alias", outside.path().resolve("secret"));
        assertThat(codeOf("alias")).isEqualTo("not_found");
        assertThat(inside.repositories().names(10)).containsExactly("welcome");
    }

    @Test
    void aGitDirectoryThatIsALinkIsNoRepository() throws IOException {
        Files.createDirectory(inside.path().resolve("shell"));
        link("shell/.git", outside.path().resolve("secret/.git"));
        assertThat(codeOf("shell")).isEqualTo("not_found");
    }

    @Test
    void aGitFileThatPointsOutsideIsNoRepository() throws IOException {
        Path work = Files.createDirectory(inside.path().resolve("worktree"));
        Files.writeString(work.resolve(".git"), "gitdir: " + outside.path().resolve("secret/.git") + "\n");
        assertThat(codeOf("worktree")).isEqualTo("not_found");
    }

    @Test
    void objectsBorrowedFromOutsideAreNotServed() throws IOException {
        write("objects/info/alternates", outside.path().resolve("secret/.git/objects") + "\n");
        assertThat(codeOf("welcome")).isEqualTo("forbidden");
    }

    @Test
    void aCommonDirectoryElsewhereIsNotServed() throws IOException {
        write("commondir", outside.path().resolve("secret/.git") + "\n");
        assertThat(codeOf("welcome")).isEqualTo("forbidden");
    }

    @Test
    void aLinkDeepInTheGitDirectoryIsNotServed() throws IOException {
        link("welcome/.git/objects/pack/stolen.pack", outside.path().resolve("secret/.git/HEAD"));
        assertThat(codeOf("welcome")).isEqualTo("forbidden");
    }

    @Test
    void aLinkedDirectoryOfObjectsIsNotServed() throws IOException {
        link("welcome/.git/objects/zz", outside.path().resolve("secret/.git/objects"));
        assertThat(codeOf("welcome")).isEqualTo("forbidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[include]\n\tpath = ../../outside/secret/.git/config\n",
                "[includeIf \"gitdir:/\"]\n\tpath = /etc/passwd\n",
                "[INCLUDE]\n\tpath = x\n",
                "this is no configuration ["
            })
    void aConfigurationThatReachesOutOrIsNoneIsNotServed(String config) throws IOException {
        write("config", config);
        assertThat(codeOf("welcome")).isEqualTo("forbidden");
    }

    @Test
    void hooksFiltersAndProgramsOfAConfigurationAreNeverRun() throws IOException {
        // Given
        Path witness = directory.resolve("witness");
        String program = "sh -c 'touch " + witness + "'";
        write(
                "config",
                "[core]\n\tfsmonitor = " + program + "\n\tsshCommand = " + program + "\n\tpager = " + program
                        + "\n[diff]\n\texternal = " + program + "\n[filter \"x\"]\n\tsmudge = " + program
                        + "\n\tclean = " + program + "\n[diff \"x\"]\n\ttextconv = " + program + "\n");
        write("info/attributes", "* filter=x diff=x\n");

        // When
        String head = inside.repositories().reading("welcome", (git, end) -> {
            try (RevWalk walk = new RevWalk(git)) {
                return new Revision("HEAD").in(git, walk).name();
            }
        });

        // Then
        assertThat(head).hasSize(40);
        assertThat(witness).doesNotExist();
    }

    @Test
    void aWorkTreeElsewhereIsNotLookedAt() throws IOException {
        write("config", "[core]\n\tworktree = " + outside.path().resolve("secret") + "\n");
        boolean bare = inside.repositories().reading("welcome", (git, end) -> git.isBare());
        assertThat(bare).isTrue();
    }

    @Test
    void moreFilesThanAreLookedAtIsNotServed() {
        SampleRoot strict = inside.with("git.entries", "1000");
        assertThat(strict.repositories().isSound("welcome")).isTrue();
        assertThat(inside.config().entries()).isEqualTo(1000);
    }

    @Test
    void withoutARootNothingIsServed() {
        GitRepositories none =
                new GitRepositories(new SampleRoot(Path.of("/nowhere/at/all")).config(), java.time.Clock.systemUTC());
        ToolCallException failure = catchThrowableOfType(ToolCallException.class, () -> none.names(1));
        assertThat(Failure.codeOf(failure)).contains("not_configured");
        assertThat(none.readable()).isFalse();
    }

    @Test
    void noConfigurationOfTheAccountIsReadOrWritten() throws Exception {
        inside.repositories();
        SystemReader system = SystemReader.getInstance();
        assertThat(system.getenv("PATH")).isNull();
        StoredConfig user = system.getUserConfig();
        user.setString("a", null, "b", "c");
        user.save();
        assertThat(Path.of("nowhere")).doesNotExist();
    }

    @Test
    void whatIsNotARepositoryIsNotListed() throws IOException {
        Files.createDirectory(inside.path().resolve("plain"));
        Files.writeString(inside.path().resolve("file"), "x");
        assertThat(inside.repositories().names(10)).isEqualTo(List.of("welcome"));
    }

    private String codeOf(String name) {
        ToolCallException failure = catchThrowableOfType(
                ToolCallException.class, () -> inside.repositories().reading(name, (git, end) -> git.getFullBranch()));
        assertThat(failure.text()).doesNotContain(directory.toString());
        return Optional.of(failure).flatMap(Failure::codeOf).orElseThrow();
    }

    private void link(String name, Path target) throws IOException {
        Files.createSymbolicLink(inside.path().resolve(name), target);
    }

    private void write(String file, String text) throws IOException {
        Path path = inside.path().resolve("welcome/.git").resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }
}
