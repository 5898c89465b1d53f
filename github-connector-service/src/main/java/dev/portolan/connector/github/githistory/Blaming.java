package dev.portolan.connector.github.githistory;

import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.github.git.GitErrors;
import dev.portolan.connector.github.git.ReadDeadline;
import dev.portolan.connector.github.git.Revision;
import dev.portolan.connector.github.text.TreePath;
import dev.portolan.connector.github.text.VisibleText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.blame.BlameGenerator;
import org.eclipse.jgit.blame.BlameResult;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Finds the commits behind the lines of a file. */
final class Blaming {

    private final Repository repository;
    private final ReadDeadline deadline;
    private final long largest;

    Blaming(Repository repository, ReadDeadline deadline, long largest) {
        this.repository = repository;
        this.deadline = deadline;
        this.largest = largest;
    }

    Blame lines(Revision revision, TreePath path, int from, int count) throws IOException {
        try (RevWalk walk = new RevWalk(repository);
                BlameGenerator generator = new BlameGenerator(repository, path.text())) {
            RevCommit commit = revision.in(repository, walk);
            RawText text = checked(commit, path);
            int all = text.size();
            int first = Math.min(from - 1, all);
            int end = Math.min(all, first + count);
            generator.push(null, commit);
            BlameResult result = result(generator, first, end);
            List<Blame.Range> ranges = result == null ? List.of() : ranges(result, first, end);
            boolean more = end < all;
            return new Blame(path.text(), commit.name(), ranges, all, more, more ? end + 1 : null);
        }
    }

    private RawText checked(RevCommit commit, TreePath path) throws IOException {
        try (TreeWalk tree = TreeWalk.forPath(repository, path.text(), commit.getTree())) {
            if (tree == null || !isFile(tree.getFileMode(0))) {
                throw GitErrors.noPath();
            }
            var loader = repository.open(tree.getObjectId(0));
            if (loader.getSize() > largest) {
                throw Failure.TOO_LARGE.because("This file is too large for blame.");
            }
            byte[] bytes = loader.getCachedBytes((int) largest);
            if (RawText.isBinary(bytes)) {
                throw Failure.VALIDATION_FAILED.because("path: this file is binary and has no lines.");
            }
            return new RawText(bytes);
        }
    }

    private @org.jspecify.annotations.Nullable BlameResult result(BlameGenerator generator, int first, int end)
            throws IOException {
        BlameResult result = BlameResult.create(generator);
        int wanted = end - first;
        while (result != null && wanted > 0) {
            deadline.check();
            if (result.computeNext() < 0) {
                return result;
            }
        }
        return result;
    }

    private List<Blame.Range> ranges(BlameResult result, int first, int end) {
        List<Blame.Range> ranges = new ArrayList<>();
        for (int line = first; line < end; ) {
            RevCommit source = result.getSourceCommit(line);
            StringBuilder text = new StringBuilder();
            int last = line;
            while (last < end && source.equals(result.getSourceCommit(last))) {
                text.append(result.getResultContents().getString(last++)).append('\n');
            }
            ranges.add(new Blame.Range(
                    line + 1,
                    last,
                    source.name(),
                    Commit.author(source.getAuthorIdent()),
                    Commit.date(source),
                    VisibleText.of(source.getShortMessage()),
                    VisibleText.of(text.toString())));
            line = last;
        }
        return ranges;
    }

    private static boolean isFile(FileMode mode) {
        return mode.equals(FileMode.REGULAR_FILE) || mode.equals(FileMode.EXECUTABLE_FILE);
    }
}
