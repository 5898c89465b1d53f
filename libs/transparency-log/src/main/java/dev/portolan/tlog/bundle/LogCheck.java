package dev.portolan.tlog.bundle;

import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.EntryBundle;
import dev.portolan.tlog.Hash;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.TileId;
import dev.portolan.tlog.TreeEdge;
import dev.portolan.tlog.VerifierKey;
import dev.portolan.tlog.bundle.Finding.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Checks a whole log, from its entries up: every entry against its hash, every hash against the tile above, the root
 * against the signed head, and the head against one seen before. Reads each file once and keeps one tile per level.
 */
public final class LogCheck {

    private final LogFiles files;
    private final Collection<VerifierKey> trusted;
    private final Optional<Checkpoint> seen;
    private final EntryCheck meaning;
    private final Optional<Checkpoint> closed;
    private final TreeEdge edge = new TreeEdge();
    private final List<Known> known = new ArrayList<>();
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
        this.files = files;
        this.trusted = List.copyOf(trusted);
        this.seen = seen;
        this.meaning = meaning;
        this.closed = closed;
    }

    /** The first trouble, or none. @throws IOException if a file is there and cannot be read */
    public Optional<Finding> run() throws IOException {
        try {
            Optional<SignedNote> note = note();
            Optional<Checkpoint> signed = note.map(LogCheck::head);
            Checkpoint head =
                    closed.or(() -> signed).orElseThrow(() -> trouble(Kind.INCOMPLETE, 0, "there is no checkpoint"));
            origin = head.origin();
            signed.ifPresent(last -> expect(last, head));
            meaning.begin(origin);
            for (long first = 0; first < head.size(); first += TileId.FULL) {
                bundle(TileId.inTree(TileId.ENTRIES, first / TileId.FULL, head.size()));
            }
            partialTiles(head.size());
            if (!edge.root().equals(head.root())) {
                throw trouble(Kind.TAMPERED, vouched(), "the root of all entries is not the one that was signed");
            }
            if (note.isPresent() && !note.get().isSignedBy(trusted)) {
                throw trouble(Kind.UNTRUSTED, vouched(), "no key you trust has signed the checkpoint");
            }
            refuse(meaning.end());
            return Optional.empty();
        } catch (Trouble trouble) {
            return Optional.of(trouble.finding);
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
            return files.read(LogFiles.CHECKPOINT)
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

    private void bundle(TileId id) throws IOException {
        byte[] hashes = tile(new TileId(0, id.index(), id.width()));
        byte[] bundle = read(id);
        List<byte[]> entries = EntryBundle.entries(bundle);
        for (int i = 0; i < id.width(); i++) {
            long index = id.firstEntry() + i;
            if (i >= entries.size()) {
                throw trouble(Kind.INCOMPLETE, index, id.path() + " ends before this entry");
            }
            Hash leaf = Hash.at(hashes, i * Hash.BYTES);
            boolean there = Hash.leaf(entries.get(i)).equals(leaf);
            if (!there && entries.get(i).length > 0) {
                throw trouble(Kind.TAMPERED, index, "the entry and its hash do not belong together");
            }
            if (index == 0) {
                predecessor = meaning.predecessor(entries.get(0));
                seen.filter(before -> !before.origin().equals(origin)).ifPresent(this::inPlaceOf);
            }
            append(leaf);
            refuse(there ? meaning.look(index, entries.get(i)) : meaning.gone(index));
        }
        if (!Arrays.equals(EntryBundle.of(entries.subList(0, id.width())), bundle)) {
            throw trouble(Kind.TAMPERED, id.firstEntry() + id.width(), id.path() + " goes on behind its last entry");
        }
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
        for (Known head : known) {
            if (head.head().size() == edge.size() && !head.head().root().equals(edge.root())) {
                throw trouble(Kind.TAMPERED, head.index(), head.otherwise());
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
        int different = Arrays.mismatch(tile(id), expected);
        if (different >= 0) {
            long below = (long) (different / Hash.BYTES) << 8 * id.level();
            throw trouble(Kind.TAMPERED, id.firstEntry() + below, id.path() + " is not what its entries say");
        }
    }

    private byte[] tile(TileId id) throws IOException {
        byte[] hashes = read(id);
        int width = hashes.length / Hash.BYTES;
        if (hashes.length != id.width() * Hash.BYTES) {
            long present = Math.min(width, id.width());
            throw trouble(
                    hashes.length < id.width() * Hash.BYTES ? Kind.INCOMPLETE : Kind.TAMPERED,
                    id.firstEntry() + (present << 8 * id.level()),
                    id.path() + " has " + hashes.length + " bytes instead of " + id.width() * Hash.BYTES);
        }
        return hashes;
    }

    private byte[] read(TileId id) throws IOException {
        return files.read(id.path())
                .orElseThrow(() -> trouble(Kind.INCOMPLETE, id.firstEntry(), id.path() + " is missing"));
    }

    /** How far the head that was seen before vouches for the entries when the present one does not. */
    private long vouched() {
        return seen.map(Checkpoint::size).orElse(0L);
    }

    private static void refuse(Optional<Finding> finding) {
        finding.ifPresent(found -> {
            throw new Trouble(found);
        });
    }

    private static Trouble trouble(Kind kind, long index, String what) {
        return new Trouble(new Finding(kind, index, what));
    }

    private static final class Trouble extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Finding finding;

        Trouble(Finding finding) {
            super(finding.what(), null, false, false);
            this.finding = finding;
        }
    }
}
