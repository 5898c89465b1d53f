package dev.portolan.tlog;

import java.util.Collection;

/**
 * The head of a log: C2SP tlog-checkpoint. Who holds a signed one can hold the log to it.
 *
 * @param origin identifies the log
 * @param size leaves in the tree
 * @param root of the tree
 */
public record Checkpoint(String origin, long size, Hash root) {

    /** @throws IllegalArgumentException if the origin cannot be the name of a key or the size is negative */
    public Checkpoint {
        if (!VerifierKey.isName(origin) || size < 0) {
            throw new IllegalArgumentException("a checkpoint has an origin and a size");
        }
    }

    /**
     * Reads {@link #text()}; further lines are extensions and mean nothing to us.
     *
     * @throws IllegalArgumentException if it is no checkpoint
     */
    public static Checkpoint parse(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length < 4 || !lines[1].matches("0|[1-9][0-9]{0,18}")) {
            throw new IllegalArgumentException("not a checkpoint: its first lines are origin, size and root");
        }
        for (int i = 3; i < lines.length - 1; i++) {
            if (lines[i].isEmpty()) {
                throw new IllegalArgumentException("not a checkpoint: an extension line is empty");
            }
        }
        return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.fromBase64(lines[2]));
    }

    /** What is signed: three lines. */
    public String text() {
        return origin + "\n" + size + "\n" + root.toBase64() + "\n";
    }

    /** As a note signed by {@code keys}. */
    public SignedNote signedBy(Collection<SigningKey> keys) {
        return SignedNote.of(text(), keys);
    }
}
