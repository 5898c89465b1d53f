package dev.portolan.tlog.bundle;

import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.Hash;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.TileId;
import dev.portolan.tlog.TreeEdge;
import dev.portolan.tlog.VerifierKey;
import dev.portolan.tlog.bundle.Finding.Kind;
import dev.portolan.tlog.bundle.PartCheck.Refuted;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;

/**
 * Checks a whole log, from its entries up: every entry against its hash, every hash against the tile above, the root
 * against the signed head, and the head against one seen before. Reads each file once, a few ahead on all processors,
 * and keeps one tile per level.
 */
public final class LogCheck {

    private final TileFiles files;
    private final Collection<VerifierKey> trusted;
    private final Optional<Checkpoint> seen;
    private final EntryCheck meaning;
    private final Optional<Checkpoint> closed;
    private final TreeEdge edge = new TreeEdge();
    private final Queue<Known> known =
            new PriorityQueue<>(Comparator.comparingLong(at -> at.head().size()));
    private Optional<Predecessor> predecessor = Optional.empty();
    private String origin = "";

    /** A head on the way, and what to say if the log does not have it. */
    private record Known(Checkpoint head, long index, String otherwise) {}

    /**
     * A check of one log.
     *
     * @param files the log
     * @param trusted keys that may have signed its head
     * @param seen a head of the log that was believed before; a log that does not continue it is not believed
     * @param meaning looks at each entry that is what it was
     */
    public LogCheck(LogFiles files, Collection<VerifierKey> trusted, Optional<Checkpoint> seen, EntryCheck meaning) {
        this(files, trusted, seen, meaning, Optional.empty());
    }

    /**
     * A check of one log that may be closed.
     *
     * @param closed its head, if another log vouches for that; it may not have been signed so far, or never
     */
    LogCheck(
            LogFiles files,
            Collection<VerifierKey> trusted,
            Optional<Checkpoint> seen,
            EntryCheck meaning,
            Optional<Checkpoint> closed) {
        this.files = new TileFiles(files);
        this.trusted = List.copyOf(trusted);
        this.seen = seen;
        this.meaning = meaning;
        this.closed = closed;
    }

    /** The first trouble, or none. @throws IOException if a file is there and cannot be read */
    public Optional<Finding> run() throws IOException {
        try {
            // before the checkpoint: of a log that grows while it is read they are not newer than that
            List<Stamp> stamps = Stamps.in(files.files());
            Optional<SignedNote> note = note();
            Optional<Checkpoint> signed = note.map(LogCheck::head);
            Checkpoint head =
                    closed.or(() -> signed).orElseThrow(() -> trouble(Kind.INCOMPLETE, 0, "there is no checkpoint"));
            origin = head.origin();
            signed.ifPresent(last -> expect(last, head));
            stamps.forEach(stamp -> stamped(stamp.head(), head));
            meaning.begin(origin);
            entries(head.size());
            partialTiles(head.size());
            if (!edge.root().equals(head.root())) {
                throw trouble(Kind.TAMPERED, vouched(), "the root of all entries is not the one that was signed");
            }
            if (note.isPresent() && !note.get().isSignedBy(trusted)) {
                throw trouble(Kind.UNTRUSTED, vouched(), "no key you trust has signed the checkpoint");
            }
            refuse(meaning.end());
            return Optional.empty();
        } catch (Refuted refuted) {
            return Optional.of(refuted.finding());
        }
    }

    /** Entries that were looked at and agree with their hashes, or are not there any more. */
    public long checked() {
        return edge.size();
    }

    /** How the log ended that this one takes the place of; known when the first entry was looked at. */
    Optional<Predecessor> predecessor() {
        return predecessor;
    }

    private Optional<SignedNote> note() throws IOException {
        try {
            return files.files()
                    .read(LogFiles.CHECKPOINT)
                    .map(bytes -> SignedNote.parse(new String(bytes, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw trouble(Kind.TAMPERED, 0, "the checkpoint is no signed note");
        }
    }

    private static Checkpoint head(SignedNote note) {
        try {
            return Checkpoint.parse(note.text());
        } catch (IllegalArgumentException e) {
            throw trouble(Kind.TAMPERED, 0, "what is signed is no checkpoint");
        }
    }

    /** Heads that must be met on the way to the one of the end. */
    private void expect(Checkpoint signed, Checkpoint head) {
        boolean whole = signed.size() == head.size();
        if (!signed.origin().equals(head.origin())
                || signed.size() > head.size()
                || whole && !signed.root().equals(head.root())) {
            throw trouble(Kind.TAMPERED, 0, "what was signed is not this log as it was closed");
        }
        if (!whole) {
            known.add(new Known(signed, vouched(), "the root of the entries is not the one that was signed"));
        }
        seen.filter(before -> before.origin().equals(origin)).ifPresent(before -> {
            // what else was signed of a closed log the one in its place vouches for
            if (before.size() <= signed.size()) {
                known.add(new Known(before, 0, "the log does not continue the checkpoint that was seen before"));
            } else if (closed.isEmpty()) {
                throw trouble(
                        Kind.STALE,
                        head.size(),
                        "the log ends here; it had " + before.size() + " entries when it was seen before");
            }
        });
    }

    /** A head that must be met, too. Whether the stamp is one is not looked at here. */
    private void stamped(Checkpoint stamped, Checkpoint head) {
        String path = Stamps.checkpoint(stamped.size());
        if (!stamped.origin().equals(origin)) {
            throw trouble(Kind.MISSTAMPED, 0, path + " is of another log");
        }
        if (stamped.size() > head.size()) {
            throw trouble(Kind.STALE, head.size(), "the log ends here, and " + path + " does not");
        }
        known.add(new Known(stamped, vouched(), "the root of the entries is not that of " + path));
    }

    private void entries(long size) throws IOException {
        Iterator<Callable<ReadBundle>> bundles = LongStream.range(0, (size + TileId.FULL - 1) / TileId.FULL)
                .mapToObj(index -> TileId.inTree(TileId.ENTRIES, index, size))
                .<Callable<ReadBundle>>map(id -> () -> ReadBundle.of(files, meaning, id))
                .iterator();
        try (Ahead<ReadBundle> read = new Ahead<>(bundles)) {
            while (read.hasNext()) {
                take(read.next());
            }
        }
    }

    private void take(ReadBundle bundle) throws IOException {
        if (bundle.first() == 0 && !bundle.leaves().isEmpty()) {
            predecessor = bundle.opening().flatMap(meaning::predecessor);
            seen.filter(before -> !before.origin().equals(origin)).ifPresent(this::inPlaceOf);
        }
        for (int i = 0; i < bundle.leaves().size(); i++) {
            append(bundle.leaves().get(i));
            refuse(bundle.steps().get(i).take());
        }
        refuse(bundle.wrong());
    }

    /** Another log was seen before: this one must have been begun because that one could not be gone on with. */
    private void inPlaceOf(Checkpoint before) {
        Optional<Checkpoint> last = predecessor
                .map(Predecessor::signed)
                .filter(note -> note.isSignedBy(trusted))
                .map(note -> Checkpoint.parse(note.text()));
        if (last.filter(head -> head.origin().equals(before.origin())).isEmpty()) {
            throw trouble(Kind.TAMPERED, 0, "this is the log " + origin + ", not " + before.origin());
        }
        if (last.get().size() < before.size()
                || last.get().size() == before.size() && !last.get().root().equals(before.root())) {
            throw trouble(Kind.TAMPERED, 0, "the log it takes the place of had more than it says");
        }
    }

    private void append(Hash leaf) throws IOException {
        List<TileId> full = new ArrayList<>();
        List<byte[]> expected = new ArrayList<>();
        edge.append(leaf, (id, hashes) -> {
            full.add(id);
            expected.add(hashes);
        });
        // level 0 has been compared leaf by leaf
        for (int level = 1; level < full.size(); level++) {
            compare(full.get(level), expected.get(level));
        }
        for (Known next = known.peek(); next != null && next.head().size() <= edge.size(); next = known.peek()) {
            known.remove();
            if (next.head().size() == edge.size() && !next.head().root().equals(edge.root())) {
                throw trouble(Kind.TAMPERED, next.index(), next.otherwise());
            }
        }
    }

    private void partialTiles(long size) throws IOException {
        for (int level = 1; size >>> 8 * level > 0; level++) {
            byte[] expected = edge.partial(level);
            if (expected.length > 0) {
                compare(TileId.inTree(level, size >>> 8 * (level + 1), size), expected);
            }
        }
    }

    /** Compares a tile above level 0 with what its entries say. */
    private void compare(TileId id, byte[] expected) throws IOException {
        int different = Arrays.mismatch(files.hashes(id), expected);
        if (different >= 0) {
            long below = (long) (different / Hash.BYTES) << 8 * id.level();
            throw trouble(Kind.TAMPERED, id.firstEntry() + below, id.path() + " is not what its entries say");
        }
    }

    /** How far the head that was seen before vouches for the entries when the present one does not. */
    private long vouched() {
        return seen.map(Checkpoint::size).orElse(0L);
    }

    private static void refuse(Optional<Finding> finding) {
        finding.ifPresent(found -> {
            throw new Refuted(found);
        });
    }

    private static Refuted trouble(Kind kind, long index, String what) {
        return new Refuted(kind, index, what);
    }
}
