package dev.portolan.tlog;

import java.util.List;

/**
 * Shows that a leaf is in a tree (RFC 6962 §2.1.1).
 *
 * @param index of the leaf, from 0
 * @param size leaves in the tree
 * @param path the siblings' hashes, from the leaf's own to the root's child; at most 64
 */
public record InclusionProof(long index, long size, List<Hash> path) {

    /** Copies the path. */
    public InclusionProof {
        path = List.copyOf(path);
    }

    /** Whether it shows that {@code leaf} is in the tree with this root (RFC 9162 §2.1.3.2). */
    public boolean holds(Hash leaf, Hash root) {
        if (index < 0 || index >= size) {
            return false;
        }
        long place = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((place & 1) == 1 || place == last) {
                hash = Hash.node(sibling, hash);
                // the rightmost subtree has no sibling on these levels: it moves up as it is
                int up = Long.numberOfTrailingZeros(place);
                place >>>= up;
                last >>>= up;
            } else {
                hash = Hash.node(hash, sibling);
            }
            place >>>= 1;
            last >>>= 1;
        }
        return last == 0 && hash.equals(root);
    }
}
