package dev.portolan.connector.github.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.github.text.TreePath;
import dev.portolan.mcp.server.ToolCallException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of repositories, revisions and paths as somebody would give them who wants out. */
class HostileNamesTest {

    @TempDir
    static Path directory;

    private static GitRepositories repositories;

    @BeforeAll
    static void make() throws IOException {
        repositories = new SampleRoot(Files.createDirectory(directory.resolve("root")))
                .make("welcome")
                .repositories();
        new SampleRoot(Files.createDirectory(directory.resolve("outside"))).make("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..", ".", "", "../outside/secret", "/etc", "welcome/../../outside/secret", "welcome/.git", "-welcome",
                ".git", "welcome\0", "wel\u202Ecome", "~", "welcome\n", "C:\\x", "\u2025/x", "file://welcome"
            })
    void aNameThatIsNotADirectChildIsNoRepository(String name) {
        assertThat(codeOf(name)).isEqualTo("not_found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-HEAD",
                "--upload-pack=x",
                "",
                "..",
                "a..b",
                "HEAD:src",
                "HEAD@{1}",
                ":/Begin",
                "HEAD^{/x}",
                "ma in",
                "main\0",
                "a//b",
                "main.lock",
                "@{u}",
                "HEAD^{tree}",
                "main/",
                "..\\x",
                "HEAD~99999",
                "ma\u200Bin"
            })
    void aRevisionOfAnotherFormIsRefused(String text) {
        ToolCallException failure = catchThrowableOfType(ToolCallException.class, () -> new Revision(text));
        assertThat(Failure.codeOf(failure)).contains("validation_failed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "main", "feature/x", "v1.0", "light", "HEAD~1", "main^", "v1.0^0"})
    void aRevisionOfOurFormIsFound(String text) {
        String id = repositories.reading("welcome", (git, end) -> {
            try (RevWalk walk = new RevWalk(git)) {
                return new Revision(text).in(git, walk).name();
            }
        });
        assertThat(id).hasSize(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../x", "a/../b", "a//b", "./a", "a/.", "a\0b", "a\\b", "a/", "a\nb"})
    void aPathThatCouldLeaveATreeIsRefused(String text) {
        ToolCallException failure = catchThrowableOfType(ToolCallException.class, () -> new TreePath(text));
        assertThat(Failure.codeOf(failure)).contains("validation_failed");
    }

    private static String codeOf(String name) {
        ToolCallException failure = catchThrowableOfType(
                ToolCallException.class, () -> repositories.reading(name, (git, end) -> git.getFullBranch()));
        return Failure.codeOf(failure).orElseThrow();
    }
}
