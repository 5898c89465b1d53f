package dev.portolan.connector.github.gitcontent;

import dev.portolan.connector.github.git.ReadDeadline;
import dev.portolan.connector.github.text.VisibleText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;

/** Lists branches and tags. */
final class Refs {

    private final Repository repository;
    private final ReadDeadline deadline;

    Refs(Repository repository, ReadDeadline deadline) {
        this.repository = repository;
        this.deadline = deadline;
    }

    /** One part of the refs below a prefix such as {@code refs/heads/}; those that lead to no commit do not count. */
    RefList below(String prefix, int most, int offset) throws IOException {
        List<Ref> refs = new ArrayList<>(repository.getRefDatabase().getRefsByPrefix(prefix));
        refs.sort(Comparator.comparing(Ref::getName));
        List<RefList.Entry> entries = new ArrayList<>();
        int total = 0;
        try (RevWalk walk = new RevWalk(repository)) {
            for (Ref ref : refs) {
                deadline.check();
                RevObject target = ref.getObjectId() == null ? null : walk.peel(walk.parseAny(ref.getObjectId()));
                if (!(target instanceof RevCommit commit)) {
                    continue;
                }
                if (total++ >= offset && entries.size() < most) {
                    entries.add(entry(ref.getName().substring(prefix.length()), walk.parseCommit(commit)));
                }
            }
        }
        int end = offset + entries.size();
        return new RefList(entries, total, end < total, end < total ? end : null);
    }

    private static RefList.Entry entry(String name, RevCommit commit) {
        return new RefList.Entry(
                VisibleText.of(name),
                commit.name(),
                commit.getAuthorIdent().getWhenAsInstant().toString(),
                VisibleText.of(commit.getShortMessage()));
    }
}
