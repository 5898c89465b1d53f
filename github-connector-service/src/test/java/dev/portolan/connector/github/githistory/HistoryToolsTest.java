package dev.portolan.connector.github.githistory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.github.git.SampleRoot;
import dev.portolan.mcp.server.ToolCallException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryToolsTest {

    private static final Optional<String> NONE = Optional.empty();

    @TempDir
    Path directory;

    private SampleRoot root;
    private HistoryTools tools;

    @BeforeEach
    void make() {
        root = new SampleRoot(directory).make("welcome");
        tools = tools();
    }

    @Test
    void theLogGoesFromTheNewestToTheOldest() {
        CommitPage page = log(NONE, NONE, NONE, 30, 0);
        assertThat(page.commits())
                .extracting(Commit::message)
                .containsExactly("Add bytes", "Change the middle", "Begin\n\nWith a poem.");
        assertThat(page.truncated()).isFalse();
        assertThat(page.next()).isNull();
    }

    @Test
    void theLogIsPagedExactly() {
        CommitPage first = log(NONE, NONE, NONE, 2, 0);
        CommitPage second = log(NONE, NONE, NONE, 2, first.next());
        assertThat(first.truncated()).isTrue();
        assertThat(first.next()).isEqualTo(2);
        assertThat(second.commits()).hasSize(1);
        assertThat(second.truncated()).isFalse();
    }

    @Test
    void aPageThatEndsWithTheHistoryIsNotTruncated() {
        assertThat(log(NONE, NONE, NONE, 3, 0).truncated()).isFalse();
    }

    @Test
    void theLogOfAPathHasOnlyItsChanges() {
        assertThat(log(Optional.of("poem.txt"), NONE, NONE, 30, 0).commits()).hasSize(2);
        assertThat(log(Optional.of("src"), NONE, NONE, 30, 0).commits()).hasSize(2);
    }

    @Test
    void theLogCanBeOfOneAuthor() {
        assertThat(log(NONE, Optional.of("GRACE@"), NONE, 30, 0).commits())
                .extracting(Commit::author)
                .containsExactly("grace <grace@example.org>");
    }

    @Test
    void theLogCanBeginAtATime() {
        assertThat(log(NONE, NONE, Optional.of("2026-01-11"), 30, 0).commits()).hasSize(2);
        assertThat(log(NONE, NONE, Optional.of("2026-01-12T00:00:00Z"), 30, 0).commits())
                .hasSize(1);
    }

    @Test
    void aTimeThatIsNoneIsRefused() {
        ToolCallException failure =
                catchThrowableOfType(ToolCallException.class, () -> log(NONE, NONE, Optional.of("yesterday"), 30, 0));
        assertThat(failure.text()).startsWith("since:");
    }

    @Test
    void aCommitIsShownWithItsPatch() {
        ShownCommit shown = tools.git_show("welcome", Optional.of("HEAD~1"), NONE);
        assertThat(shown.commit().message()).isEqualTo("Change the middle");
        assertThat(shown.changes().files()).hasSize(1);
        FileChange change = shown.changes().files().get(0);
        assertThat(change.patch()).isEqualTo("@@ -1,3 +1,3 @@\n one\n-two\n+TWO\n three\n");
        assertThat(change.additions()).isEqualTo(1);
        assertThat(shown.changes().truncated()).isFalse();
    }

    @Test
    void theFirstCommitIsShownAgainstNothing() {
        ShownCommit shown = tools.git_show("welcome", Optional.of("v1.0"), NONE);
        assertThat(shown.commit().parents()).isEmpty();
        assertThat(shown.changes().files()).extracting(FileChange::status).containsExactly("added", "added");
    }

    @Test
    void aBinaryFileHasNoPatchAndIsNotCutOff() {
        ShownCommit shown = tools.git_show("welcome", NONE, NONE);
        assertThat(shown.changes().files()).extracting(FileChange::patch).containsExactly((String) null);
        assertThat(shown.changes().truncated()).isFalse();
    }

    @Test
    void aDifferenceHasBothSides() {
        Comparison comparison = tools.git_diff("welcome", "v1.0", Optional.of("feature/x"), NONE);
        assertThat(comparison.changes().files()).extracting(FileChange::path).containsExactly("poem.txt");
        assertThat(comparison.base()).isNotEqualTo(comparison.head());
    }

    @Test
    void aDifferenceOfAPathLeavesTheRestOut() {
        assertThat(tools.git_diff("welcome", "v1.0", NONE, Optional.of("src"))
                        .changes()
                        .files())
                .extracting(FileChange::path)
                .containsExactly("src/b.bin");
    }

    @Test
    void patchesBeyondTheirRoomAreCutAndSaidToBe() {
        root.commit("welcome", Map.of("long.txt", "line\n".repeat(500))).with("git.patch-size", "100");
        Changes changes = tools().git_show("welcome", NONE, NONE).changes();
        assertThat(changes.truncated()).isTrue();
        assertThat(changes.files().get(0).patch()).hasSize(100);
        assertThat(changes.changedFiles()).isEqualTo(1);
    }

    @Test
    void aRenameIsSeen() {
        root.commit("welcome", Map.of("poem.txt", "one\nTWO\nthree\n"));
        Changes changes =
                tools.git_diff("welcome", "HEAD", Optional.of("HEAD"), NONE).changes();
        assertThat(changes.files()).isEmpty();
    }

    @Test
    void blameNamesWhoWroteEachLine() {
        Blame blame = tools.git_blame("welcome", "poem.txt", NONE, 1, 200);
        assertThat(blame.ranges())
                .extracting(range -> range.from() + "-" + range.to() + " " + range.author() + " " + range.text())
                .isEqualTo(List.of(
                        "1-1 ada <ada@example.org> one\n",
                        "2-2 grace <grace@example.org> TWO\n",
                        "3-3 ada <ada@example.org> three\n"));
        assertThat(blame.truncated()).isFalse();
    }

    @Test
    void blameGoesOnWhereItStopped() {
        Blame first = tools.git_blame("welcome", "poem.txt", NONE, 1, 2);
        assertThat(first.truncated()).isTrue();
        assertThat(first.next()).isEqualTo(3);
        assertThat(tools.git_blame("welcome", "poem.txt", NONE, 3, 2).ranges()).hasSize(1);
        assertThat(tools.git_blame("welcome", "poem.txt", NONE, 9, 2).ranges()).isEmpty();
    }

    @Test
    void blameOfWhatHasNoLinesIsRefused() {
        assertThat(code(() -> tools.git_blame("welcome", "src/b.bin", NONE, 1, 1)))
                .isEqualTo("validation_failed");
        assertThat(code(() -> tools.git_blame("welcome", "src", NONE, 1, 1))).isEqualTo("not_found");
        assertThat(code(() -> tools.git_blame("welcome", "none", NONE, 1, 1))).isEqualTo("not_found");
    }

    @Test
    void aRevisionThatIsNotThereIsSaidToBe() {
        assertThat(code(() -> tools.git_show("welcome", Optional.of("nothing"), NONE)))
                .isEqualTo("not_found");
        assertThat(code(() -> tools.git_show("welcome", Optional.of("0000000000"), NONE)))
                .isEqualTo("not_found");
    }

    @Test
    void readingEndsAtItsDeadline() {
        root.with("git.deadline", "PT0S");
        assertThat(code(() -> tools().git_log("welcome", NONE, NONE, NONE, NONE, 30, 0)))
                .isEqualTo("timeout");
    }

    private CommitPage log(
            Optional<String> path, Optional<String> author, Optional<String> since, int max, int offset) {
        return tools.git_log("welcome", NONE, path, author, since, max, offset);
    }

    private HistoryTools tools() {
        return new HistoryTools(root.repositories(), root.config());
    }

    private static String code(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return Failure.codeOf(catchThrowableOfType(ToolCallException.class, call))
                .orElseThrow();
    }
}
