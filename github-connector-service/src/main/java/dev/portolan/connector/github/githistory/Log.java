package dev.portolan.connector.github.githistory;

import dev.portolan.connector.github.git.ReadDeadline;
import dev.portolan.connector.github.git.Revision;
import dev.portolan.connector.github.text.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.CommitTimeRevFilter;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** Walks a history. */
final class Log {

    private final Repository repository;
    private final ReadDeadline deadline;

    Log(Repository repository, ReadDeadline deadline) {
        this.repository = repository;
        this.deadline = deadline;
    }

    CommitPage page(Revision from, Optional<TreePath> path, LogFilter filter, LogRange range) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            walk.markStart(from.in(repository, walk));
            path.ifPresent(inside ->
                    walk.setTreeFilter(AndTreeFilter.create(PathFilter.create(inside.text()), TreeFilter.ANY_DIFF)));
            filter.begin().ifPresent(begin -> walk.setRevFilter(CommitTimeRevFilter.after(begin)));
            List<Commit> commits = new ArrayList<>();
            int admitted = 0;
            for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
                deadline.check();
                if (!filter.admits(commit) || ++admitted <= range.skip()) {
                    continue;
                }
                if (commits.size() == range.count()) {
                    return new CommitPage(commits, true, range.skip() + range.count());
                }
                commits.add(Commit.of(commit));
            }
            return new CommitPage(commits, false, null);
        }
    }
}
