package dev.portolan.tlog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Shows to anyone, offline, that an entry is in the log: C2SP tlog-proof. It does not hold the entry itself.
 *
 * @param index of the entry
 * @param path from the entry's leaf to the root
 * @param checkpoint the signed head it leads to
 */
public record Receipt(long index, List<Hash> path, SignedNote checkpoint) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String INDEX = "index ";

    /** Copies the path. */
    public Receipt {
        path = List.copyOf(path);
    }

    /** Reads {@link #toString()}; a line of extra data is skipped. @throws IllegalArgumentException if it is none */
    public static Receipt parse(String text) {
        int blank = text.indexOf("\n\n");
        List<String> lines =
                new ArrayList<>(List.of(text.substring(0, Math.max(blank, 0)).split("\n", -1)));
        if (lines.size() > 1 && lines.get(1).startsWith("extra ")) {
            lines.remove(1);
        }
        boolean shaped = lines.size() >= 2
                && lines.get(0).equals(HEADER)
                && lines.get(1).matches(INDEX + "(0|[1-9][0-9]{0,18})");
        if (!shaped) {
            throw new IllegalArgumentException("not a receipt: its first lines are " + HEADER + " and the index");
        }
        long index = Long.parseLong(lines.get(1).substring(INDEX.length()));
        List<Hash> path =
                lines.subList(2, lines.size()).stream().map(Hash::fromBase64).toList();
        return new Receipt(index, path, SignedNote.parse(text.substring(blank + 2)));
    }

    /** Whether the log of this origin has {@code entry}, as a key we know says. */
    public boolean holds(byte[] entry, String origin, Collection<VerifierKey> known) {
        Checkpoint head = Checkpoint.parse(checkpoint.text());
        return head.origin().equals(origin)
                && checkpoint.isSignedBy(known)
                && new InclusionProof(index, head.size(), path).holds(Hash.leaf(entry), head.root());
    }

    /** The text to keep, e.g. in a file that ends in {@code .tlog-proof}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(HEADER + "\n" + INDEX + index + "\n");
        path.forEach(hash -> text.append(hash.toBase64()).append('\n'));
        return text.append('\n').append(checkpoint).toString();
    }
}
