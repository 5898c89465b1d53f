package dev.portolan.connector.github.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Lists the files of a commit by path. */
public final class TreeListing {

    private final Repository repository;
    private final ReadDeadline deadline;

    public TreeListing(Repository repository, ReadDeadline deadline) {
        this.repository = repository;
        this.deadline = deadline;
    }

    /** Paths of files that begin with something, in their order, so many at most. */
    public List<String> paths(Revision revision, String prefix, int most) throws IOException {
        try (RevWalk walk = new RevWalk(repository);
                TreeWalk tree = new TreeWalk(repository)) {
            tree.addTree(revision.in(repository, walk).getTree());
            tree.setRecursive(true);
            List<String> found = new ArrayList<>();
            while (found.size() < most && tree.next()) {
                deadline.check();
                if (tree.getPathString().startsWith(prefix)) {
                    found.add(tree.getPathString());
                }
            }
            return found;
        }
    }
}
