package dev.portolan.connector.github.gitcontent;

import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.github.git.GitErrors;
import dev.portolan.connector.github.git.Revision;
import dev.portolan.connector.github.text.Content;
import dev.portolan.connector.github.text.TreePath;
import java.io.IOException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;

/** Reads the files of a commit out of its tree; no work tree is touched. */
final class Files {

    private final Repository repository;
    private final int largest;

    Files(Repository repository, int largest) {
        this.repository = repository;
        this.largest = largest;
    }

    GitFile file(Revision revision, TreePath path) throws IOException {
        try (RevWalk walk = new RevWalk(repository)) {
            RevCommit commit = revision.in(repository, walk);
            try (TreeWalk tree = TreeWalk.forPath(repository, path.text(), commit.getTree())) {
                if (tree == null) {
                    throw GitErrors.noPath();
                }
                return file(tree, commit, path);
            }
        }
    }

    private GitFile file(TreeWalk tree, RevCommit commit, TreePath path) throws IOException {
        FileMode mode = tree.getFileMode(0);
        if (mode.equals(FileMode.TREE) || mode.equals(FileMode.GITLINK)) {
            throw Failure.VALIDATION_FAILED.because("path: this is a directory or a submodule, not a file.");
        }
        ObjectLoader loader = repository.open(tree.getObjectId(0));
        long size = loader.getSize();
        if (size > largest) {
            return new GitFile(path.text(), commit.name(), size, "none", null, true, 0);
        }
        Content content = Content.of(loader.getCachedBytes(largest));
        return new GitFile(
                path.text(),
                commit.name(),
                size,
                content.encoding(),
                content.text(),
                false,
                content.invisibleRemoved());
    }
}
