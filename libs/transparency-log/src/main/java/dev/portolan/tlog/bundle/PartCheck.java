package dev.portolan.tlog.bundle;

import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.Hash;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.TileId;
import dev.portolan.tlog.Tree;
import dev.portolan.tlog.VerifierKey;
import dev.portolan.tlog.bundle.Finding.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that entries are in a log, each in the place that is said of it, when only the tiles above them and the right
 * edge of the tree are at hand. Keeps a bounded number of tiles.
 */
public final class PartCheck {

    private static final int KEPT = 1024;

    private final LogFiles files;
    private final Checkpoint head;
    private final Map<TileId, byte[]> edge = new HashMap<>();
    private final Map<TileId, byte[]> vouched = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<TileId, byte[]> eldest) {
            return size() > KEPT;
        }
    };

    private PartCheck(LogFiles files, Checkpoint head) {
        this.files = files;
        this.head = head;
    }

    /**
     * A check against the checkpoint among the files, whose signature and root are checked first.
     *
     * @throws IOException if a file is there and cannot be read
     * @throws Refuted if the checkpoint is not one of a key that is trusted, or the edge not that of its tree
     */
    public static PartCheck of(LogFiles files, Collection<VerifierKey> trusted) throws IOException {
        byte[] bytes = files.read(LogFiles.CHECKPOINT)
                .orElseThrow(() -> new Refuted(Kind.INCOMPLETE, 0, "there is no checkpoint"));
        SignedNote note;
        Checkpoint head;
        try {
            note = SignedNote.parse(new String(bytes, StandardCharsets.UTF_8));
            head = Checkpoint.parse(note.text());
        } catch (IllegalArgumentException e) {
            throw new Refuted(Kind.TAMPERED, 0, "the checkpoint is none");
        }
        if (!note.isSignedBy(trusted)) {
            throw new Refuted(Kind.UNTRUSTED, 0, "no key you trust has signed the checkpoint");
        }
        PartCheck check = new PartCheck(files, head);
        if (!new Tree(head.size(), check::edge).root().equals(head.root())) {
            throw new Refuted(Kind.TAMPERED, 0, "the edge of the tree is not that of the root that was signed");
        }
        return check;
    }

    /** The head that was signed. */
    public Checkpoint head() {
        return head;
    }

    /**
     * Checks that the tree begins with the one of an earlier head.
     *
     * @throws IOException if a file is there and cannot be read
     * @throws Refuted if it does not, or what shows it is not there
     */
    public void stamped(Checkpoint earlier) throws IOException {
        try {
            if (!earlier.origin().equals(head.origin())
                    || earlier.size() > head.size()
                    || !new Tree(head.size(), this::unchecked)
                            .rootAt(earlier.size())
                            .equals(earlier.root())) {
                throw new Refuted(
                        Kind.TAMPERED, 0, Stamps.checkpoint(earlier.size()) + " is not of the log that was signed");
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * Checks one entry.
     *
     * @throws IOException if a file is there and cannot be read
     * @throws Refuted if it is not in the log, or not there
     */
    public void look(long index, byte[] entry) throws IOException {
        if (index < 0 || index >= head.size()) {
            throw new Refuted(Kind.TAMPERED, index, "the log that was signed has no such entry");
        }
        byte[] tile = vouched(TileId.inTree(0, index / TileId.FULL, head.size()));
        if (!Hash.leaf(entry).equals(Hash.at(tile, (int) (index % TileId.FULL) * Hash.BYTES))) {
            throw new Refuted(Kind.TAMPERED, index, "the entry is not the one the log has here");
        }
    }

    /** A tile that the root vouches for: one of the edge, or one whose own root is in the tile above. */
    private byte[] vouched(TileId id) throws IOException {
        byte[] known = edge.getOrDefault(id, vouched.get(id));
        if (known != null) {
            return known;
        }
        byte[] bytes = read(id);
        List<Hash> hashes = new ArrayList<>();
        for (int offset = 0; offset < bytes.length; offset += Hash.BYTES) {
            hashes.add(Hash.at(bytes, offset));
        }
        byte[] above = vouched(TileId.inTree(id.level() + 1, id.index() / TileId.FULL, head.size()));
        if (!Hash.root(hashes).equals(Hash.at(above, (int) (id.index() % TileId.FULL) * Hash.BYTES))) {
            throw new Refuted(Kind.TAMPERED, id.firstEntry(), id.path() + " is not what the tile above it says");
        }
        vouched.put(id, bytes);
        return bytes;
    }

    private byte[] unchecked(TileId id) {
        try {
            return vouched(id);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] edge(TileId id) {
        return edge.computeIfAbsent(id, tile -> {
            try {
                return read(tile);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private byte[] read(TileId id) throws IOException {
        byte[] bytes = files.read(id.path())
                .orElseThrow(() -> new Refuted(Kind.INCOMPLETE, id.firstEntry(), id.path() + " is missing"));
        if (bytes.length != id.width() * Hash.BYTES) {
            throw new Refuted(Kind.TAMPERED, id.firstEntry(), id.path() + " has not as many hashes as it should");
        }
        return bytes;
    }

    /** That something is not as it is said to be. */
    public static final class Refuted extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Finding finding;

        Refuted(Kind kind, long index, String what) {
            this(new Finding(kind, index, what));
        }

        Refuted(Finding finding) {
            super(finding.what(), null, false, false);
            this.finding = finding;
        }

        /** What is wrong. */
        public Finding finding() {
            return finding;
        }
    }
}
