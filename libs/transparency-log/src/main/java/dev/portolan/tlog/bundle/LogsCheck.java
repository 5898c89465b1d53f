package dev.portolan.tlog.bundle;

import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.VerifierKey;
import dev.portolan.tlog.bundle.Finding.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Checks all logs there are, from the newest back, as each vouches for how the one before it ended; or the one log, if
 * the files are those of one.
 */
public final class LogsCheck {

    private static final Pattern NAME = Pattern.compile("\\w[\\w.-]*");

    private final LogFiles files;
    private final Collection<VerifierKey> trusted;
    private final Optional<Checkpoint> seen;
    private final Function<String, EntryCheck> meanings;
    private final List<String> looked = new ArrayList<>();

    /**
     * A check of all logs.
     *
     * @param files of all, or of one
     * @param trusted keys that may have signed their heads
     * @param seen a head of one of them that was believed before
     * @param meanings gives what looks at the entries of the log of a name; asked for the newest first
     */
    public LogsCheck(
            LogFiles files,
            Collection<VerifierKey> trusted,
            Optional<Checkpoint> seen,
            Function<String, EntryCheck> meanings) {
        this.files = files;
        this.trusted = List.copyOf(trusted);
        this.seen = seen;
        this.meanings = meanings;
    }

    /** The first trouble of the newest log that has any, or none. @throws IOException if a file cannot be read */
    public Optional<Finding> run() throws IOException {
        Optional<byte[]> listed = files.read(LogFiles.LOGS);
        if (listed.isEmpty()) {
            looked.add("");
            return new LogCheck(files, trusted, seen, meanings.apply("")).run();
        }
        List<String> names =
                new String(listed.get(), StandardCharsets.UTF_8).lines().toList();
        if (names.isEmpty()
                || !names.stream().allMatch(name -> NAME.matcher(name).matches())) {
            return Optional.of(new Finding(Kind.INCOMPLETE, 0, "it is not said which logs there are"));
        }
        Optional<Checkpoint> closed = Optional.empty();
        for (int i = names.size() - 1; i >= 0; i--) {
            String name = names.get(i);
            looked.add(0, name);
            LogCheck check = new LogCheck(files.below(name), trusted, seenOf(names, i), meanings.apply(name), closed);
            Optional<Finding> finding = check.run();
            closed = check.predecessor().map(Predecessor::closed);
            if (finding.isEmpty()) {
                String before = i == 0 ? "" : names.get(i - 1);
                finding = unlinked(closed.map(head -> name(head.origin())).orElse(""), before);
            }
            if (finding.isPresent()) {
                return finding;
            }
        }
        return Optional.empty();
    }

    /** The logs that were looked at, the oldest first; of one log alone the name is empty. */
    public List<String> looked() {
        return looked;
    }

    /** A head seen before concerns its log and the one in its place; one of no log here is the newest's trouble. */
    private Optional<Checkpoint> seenOf(List<String> names, int log) {
        return seen.filter(head -> {
            int of = names.indexOf(name(head.origin()));
            return of == log || of == log - 1 && of >= 0 || of < 0 && log == names.size() - 1;
        });
    }

    /** Both names are empty if there is none. */
    private static Optional<Finding> unlinked(String said, String listed) {
        if (said.equals(listed)) {
            return Optional.empty();
        }
        return Optional.of(
                said.isEmpty()
                        ? new Finding(Kind.TAMPERED, 0, "it does not say which log it takes the place of")
                        : new Finding(
                                Kind.INCOMPLETE, 0, "the log " + said + " that it takes the place of is not there"));
    }

    private static String name(String origin) {
        return origin.substring(origin.lastIndexOf('/') + 1);
    }
}
