package dev.portolan.connector.github.githistory;

import dev.portolan.connector.github.git.ReadDeadline;
import dev.portolan.connector.github.text.TreePath;
import dev.portolan.connector.github.text.VisibleText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.Edit;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.patch.FileHeader;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.jspecify.annotations.Nullable;

/** Works out what changed between two trees, up to so many bytes of patches and so many files. */
final class Differences {

    private static final int MOST_FILES = 300;
    private static final int BINARY_ABOVE = 1024 * 1024;
    private static final int RENAMES = 200;

    private final Repository repository;
    private final ReadDeadline deadline;
    private final ByteArrayOutputStream patch = new ByteArrayOutputStream();
    private long room;
    private boolean cut;

    Differences(Repository repository, ReadDeadline deadline, long bytes) {
        this.repository = repository;
        this.deadline = deadline;
        this.room = bytes;
    }

    /** What leads from one tree to the other; the older may be none. */
    Changes between(@Nullable RevTree older, RevTree newer, Optional<TreePath> path) throws IOException {
        try (DiffFormatter formatter = new DiffFormatter(patch)) {
            formatter.setRepository(repository);
            formatter.setDiffAlgorithm(DiffAlgorithm.getAlgorithm(DiffAlgorithm.SupportedAlgorithm.HISTOGRAM));
            formatter.setBinaryFileThreshold(BINARY_ABOVE);
            formatter.setDetectRenames(true);
            formatter.getRenameDetector().setRenameLimit(RENAMES);
            formatter.setProgressMonitor(deadline.monitor());
            path.ifPresent(only -> formatter.setPathFilter(PathFilter.create(only.text())));
            List<DiffEntry> entries = formatter.scan(older, newer);
            // a scan that was cancelled ends without saying so
            deadline.check();
            return listed(formatter, entries);
        }
    }

    private Changes listed(DiffFormatter formatter, List<DiffEntry> entries) throws IOException {
        List<FileChange> files = new ArrayList<>();
        cut = entries.size() > MOST_FILES;
        for (DiffEntry entry : entries.subList(0, Math.min(MOST_FILES, entries.size()))) {
            deadline.check();
            files.add(change(formatter, entry));
        }
        return new Changes(files, entries.size(), cut);
    }

    private FileChange change(DiffFormatter formatter, DiffEntry entry) throws IOException {
        FileHeader header = formatter.toFileHeader(entry);
        int additions = 0;
        int deletions = 0;
        for (Edit edit : header.toEditList()) {
            additions += edit.getLengthB();
            deletions += edit.getLengthA();
        }
        boolean deleted = entry.getChangeType() == DiffEntry.ChangeType.DELETE;
        boolean moved = entry.getChangeType() == DiffEntry.ChangeType.RENAME
                || entry.getChangeType() == DiffEntry.ChangeType.COPY;
        return new FileChange(
                VisibleText.of(deleted ? entry.getOldPath() : entry.getNewPath()),
                moved ? VisibleText.of(entry.getOldPath()) : null,
                status(entry.getChangeType()),
                additions,
                deletions,
                header.getPatchType() == FileHeader.PatchType.UNIFIED ? patchOf(formatter, header, entry) : null);
    }

    private @Nullable String patchOf(DiffFormatter formatter, FileHeader header, DiffEntry entry) throws IOException {
        if (header.getHunks().isEmpty()) {
            return null;
        }
        if (room <= 0) {
            cut = true;
            return null;
        }
        patch.reset();
        formatter.format(entry);
        String whole = patch.toString(StandardCharsets.UTF_8);
        int hunks = whole.indexOf("\n@@ ");
        String text = VisibleText.of(hunks < 0 ? "" : whole.substring(hunks + 1));
        long length = text.length();
        cut |= length > room;
        String shown = length <= room ? text : text.substring(0, (int) room);
        room -= length;
        return shown;
    }

    private static String status(DiffEntry.ChangeType type) {
        return switch (type) {
            case ADD -> "added";
            case MODIFY -> "modified";
            case DELETE -> "deleted";
            case RENAME -> "renamed";
            case COPY -> "copied";
        };
    }
}
