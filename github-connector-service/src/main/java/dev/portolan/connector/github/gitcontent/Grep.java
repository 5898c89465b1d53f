package dev.portolan.connector.github.gitcontent;

import dev.portolan.connector.github.git.GitErrors;
import dev.portolan.connector.github.git.ReadDeadline;
import dev.portolan.connector.github.git.Revision;
import dev.portolan.connector.github.text.TreePath;
import dev.portolan.connector.github.text.VisibleText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/** Searches the files of a commit line by line. */
final class Grep {

    /** Of a longer line only the beginning is searched and shown. */
    private static final int LINE = 1000;

    private final Repository repository;
    private final ReadDeadline deadline;
    private final int largest;
    private final List<Matches.Match> matches = new ArrayList<>();
    private int skipped;

    Grep(Repository repository, ReadDeadline deadline, int largest) {
        this.repository = repository;
        this.deadline = deadline;
        this.largest = largest;
    }

    Matches search(Revision revision, Optional<TreePath> path, LinePattern pattern, int most) throws IOException {
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk tree = new TreeWalk(repository)) {
            RevCommit commit = revision.in(repository, walk);
            tree.addTree(commit.getTree());
            tree.setRecursive(true);
            path.ifPresent(inside -> tree.setFilter(PathFilter.create(inside.text())));
            boolean any = false;
            while (matches.size() <= most && tree.next()) {
                deadline.check();
                any = true;
                file(tree, pattern, most);
            }
            if (!any && path.isPresent()) {
                throw GitErrors.noPath();
            }
            boolean more = matches.size() > most;
            return new Matches(commit.name(), more ? matches.subList(0, most) : matches, more, skipped);
        }
    }

    private void file(TreeWalk tree, LinePattern pattern, int most) throws IOException {
        FileMode mode = tree.getFileMode(0);
        if (!mode.equals(FileMode.REGULAR_FILE) && !mode.equals(FileMode.EXECUTABLE_FILE)) {
            return;
        }
        ObjectLoader loader = repository.open(tree.getObjectId(0));
        if (loader.getSize() > largest) {
            skipped++;
            return;
        }
        byte[] bytes = loader.getCachedBytes(largest);
        if (RawText.isBinary(bytes)) {
            skipped++;
            return;
        }
        String path = VisibleText.of(tree.getPathString());
        int number = 0;
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            number++;
            String begin = line.length() > LINE ? line.substring(0, LINE) : line;
            if (matches.size() <= most && pattern.in(begin, deadline)) {
                matches.add(new Matches.Match(path, number, VisibleText.of(begin)));
            }
        }
    }
}
