package dev.portolan.connector.github.gitcontent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.github.git.GitRepositories;
import dev.portolan.connector.github.git.SampleRoot;
import dev.portolan.mcp.server.ToolCallException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitToolsTest {

    private static final Optional<String> NONE = Optional.empty();

    @TempDir
    Path directory;

    private SampleRoot root;
    private GitTools tools;

    @BeforeEach
    void make() {
        root = new SampleRoot(directory).make("welcome");
        tools = tools();
    }

    @Test
    void repositoriesAreListedWithTheirBranch() {
        root.make("another");
        assertThat(tools.git_repositories().repositories())
                .containsExactly(
                        new RepositoryList.Entry("another", "main"), new RepositoryList.Entry("welcome", "main"));
    }

    @Test
    void moreRepositoriesThanAreShownIsSaid() {
        root.make("another").with("git.repositories", "1");
        RepositoryList list = tools().git_repositories();
        assertThat(list.repositories()).hasSize(1);
        assertThat(list.truncated()).isTrue();
    }

    @Test
    void branchesAreListedWithTheirCommits() {
        RefList branches = tools.git_branches("welcome", 30, 0);
        assertThat(branches.refs()).extracting(RefList.Entry::name).containsExactly("feature/x", "main");
        assertThat(branches.refs()).extracting(RefList.Entry::summary).contains("Add bytes");
    }

    @Test
    void tagsLeadToTheirCommitsAndArePaged() {
        RefList first = tools.git_tags("welcome", 1, 0);
        assertThat(first.refs()).extracting(RefList.Entry::name).containsExactly("light");
        assertThat(first.total()).isEqualTo(2);
        assertThat(first.next()).isEqualTo(1);
        RefList second = tools.git_tags("welcome", 1, 1);
        assertThat(second.refs()).extracting(RefList.Entry::summary).containsExactly("Begin");
        assertThat(second.truncated()).isFalse();
    }

    @Test
    void aFileIsShownAsItWasAtARevision() {
        assertThat(tools.git_file("welcome", "poem.txt", NONE).content()).isEqualTo("one\nTWO\nthree\n");
        assertThat(tools.git_file("welcome", "poem.txt", Optional.of("v1.0")).content())
                .isEqualTo("one\ntwo\nthree\n");
    }

    @Test
    void aBinaryFileIsShownInBase64() {
        GitFile file = tools.git_file("welcome", "src/b.bin", NONE);
        assertThat(file.encoding()).isEqualTo("base64");
        assertThat(file.content()).isEqualTo("YQBi");
    }

    @Test
    void aFileThatIsTooLargeIsOnlyDescribed() {
        root.commit("welcome", Map.of("large.txt", "x".repeat(2000))).with("git.file-size", "1000");
        GitFile file = tools().git_file("welcome", "large.txt", NONE);
        assertThat(file.truncated()).isTrue();
        assertThat(file.content()).isNull();
        assertThat(file.size()).isEqualTo(2000);
    }

    @Test
    void whatNobodyWouldSeeIsTakenOutOfAFile() {
        root.commit("welcome", Map.of("trap.md", "Hello\u200B\u202E world\uDB40\uDC41"));
        GitFile file = tools.git_file("welcome", "trap.md", NONE);
        assertThat(file.content()).isEqualTo("Hello world");
        assertThat(file.invisibleRemoved()).isEqualTo(3);
    }

    @Test
    void aDirectoryIsNoFile() {
        assertThat(code(() -> tools.git_file("welcome", "src", NONE))).isEqualTo("validation_failed");
        assertThat(code(() -> tools.git_file("welcome", "src/none", NONE))).isEqualTo("not_found");
    }

    @Test
    void linesAreFoundByText() {
        Matches found = grep("TWO", false, false, 50);
        assertThat(found.matches()).containsExactly(new Matches.Match("poem.txt", 2, "TWO"));
        assertThat(found.truncated()).isFalse();
        assertThat(found.skippedFiles()).isEqualTo(1);
    }

    @Test
    void textIsNotReadAsAnExpressionUnlessItIsSaid() {
        assertThat(grep("T.O", false, false, 50).matches()).isEmpty();
        assertThat(grep("T.O", true, false, 50).matches()).hasSize(1);
        assertThat(grep("two", false, true, 50).matches()).hasSize(1);
    }

    @Test
    void moreLinesThanAreShownIsSaidExactly() {
        assertThat(grep("e", false, false, 2).truncated()).isFalse();
        assertThat(grep("e", false, false, 1).truncated()).isTrue();
    }

    @Test
    void anExpressionThatWouldNeverEndIsEndedAtTheDeadline() {
        root.commit("welcome", Map.of("evil.txt", "a".repeat(60) + "!")).with("git.deadline", "PT1S");
        tools = tools();
        assertThat(code(() -> grep("(.*a){25}b", true, false, 5))).isEqualTo("timeout");
    }

    @Test
    void aPatternThatIsNoneIsRefused() {
        assertThat(code(() -> grep("(", true, false, 5))).isEqualTo("validation_failed");
        assertThat(code(() -> grep("", false, false, 5))).isEqualTo("validation_failed");
    }

    @Test
    void searchingAPathThatIsNotThereIsSaid() {
        assertThat(code(() -> tools.git_grep("welcome", "x", NONE, Optional.of("none"), false, false, 5)))
                .isEqualTo("not_found");
    }

    private Matches grep(String pattern, boolean regex, boolean ignoreCase, int max) {
        return tools.git_grep("welcome", pattern, NONE, NONE, regex, ignoreCase, max);
    }

    private GitTools tools() {
        GitRepositories repositories = root.repositories();
        return new GitTools(repositories, new RepositoryListing(repositories, root.config()), root.config());
    }

    private static String code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return Failure.codeOf(catchThrowableOfType(ToolCallException.class, call))
                .orElseThrow();
    }
}
