package dev.portolan.crash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tree of RFC 6962 as §2.1 defines it, with nothing of the code that is judged. */
final class RecomputedTree {
    static final int TILE = 256;

    /** By level the hashes of the full subtrees: at level h each covers 2^h leaves. */
    private final List<List<byte[]>> levels = new ArrayList<>(List.of(new ArrayList<>()));

    /** Appends an entry and answers its hash. */
    byte[] append(String entry) {
        byte[] leaf = sha256(new byte[] {0}, entry.getBytes(StandardCharsets.UTF_8));
        levels.get(0).add(leaf);
        for (int level = 0; levels.get(level).size() % 2 == 0; level++) {
            if (levels.size() == level + 1) {
                levels.add(new ArrayList<>());
            }
            List<byte[]> here = levels.get(level);
            byte[] left = here.get(here.size() - 2);
            byte[] right = here.get(here.size() - 1);
            levels.get(level + 1).add(sha256(new byte[] {1}, left, right));
        }
        return leaf;
    }

    /** Entries in it. */
    int size() {
        return levels.get(0).size();
    }

    /** The root when there were so many entries. */
    byte[] rootAt(int size) {
        byte @Nullable [] root = null;
        for (int level = 0; level < levels.size(); level++) {
            if ((size >>> level & 1) == 1) {
                byte[] full = levels.get(level).get((size >>> level) - 1);
                root = root == null ? full : sha256(new byte[] {1}, full, root);
            }
        }
        return root == null ? sha256() : root;
    }

    /** The hashes of a full tile; empty if there is none. */
    byte[] tile(int level, int index) {
        List<byte[]> hashes = 8 * level < levels.size() ? levels.get(8 * level) : List.of();
        if (hashes.size() < (index + 1) * TILE) {
            return new byte[0];
        }
        byte[] tile = new byte[TILE * 32];
        for (int i = 0; i < TILE; i++) {
            System.arraycopy(hashes.get(index * TILE + i), 0, tile, i * 32, 32);
        }
        return tile;
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
