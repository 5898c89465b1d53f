package dev.portolan.tlog;

import java.util.List;

/**
 * Shows that a tree begins with all leaves of an earlier one: nothing was changed, only appended (RFC 6962 §2.1.2).
 *
 * @param earlier leaves in the earlier tree
 * @param size leaves in the later tree
 * @param path hashes of subtrees; none if one of the trees is empty or both are one
 */
public record ConsistencyProof(long earlier, long size, List<Hash> path) {

    /** Copies the path. */
    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /** Whether the tree with {@code root} continues the one with {@code earlierRoot} (RFC 9162 §2.1.4.2). */
    public boolean holds(Hash earlierRoot, Hash root) {
        if (earlier < 0 || earlier > size) {
            return false;
        }
        if (earlier == 0 || earlier == size) {
            Hash expected = earlier == 0 ? Hash.OF_EMPTY_TREE : root;
            return path.isEmpty() && earlierRoot.equals(expected);
        }
        int skipped = Long.numberOfTrailingZeros(earlier);
        long place = earlier - 1 >>> skipped;
        long last = size - 1 >>> skipped;
        // an earlier tree that is one perfect subtree is its own first hash
        boolean perfect = Long.bitCount(earlier) == 1;
        if (!perfect && path.isEmpty()) {
            return false;
        }
        Hash was = perfect ? earlierRoot : path.get(0);
        Hash is = was;
        for (Hash hash : perfect ? path : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((place & 1) == 1 || place == last) {
                was = Hash.node(hash, was);
                is = Hash.node(hash, is);
                int up = Long.numberOfTrailingZeros(place);
                place >>>= up;
                last >>>= up;
            } else {
                is = Hash.node(is, hash);
            }
            place >>>= 1;
            last >>>= 1;
        }
        return last == 0 && was.equals(earlierRoot) && is.equals(root);
    }
}
