package dev.portolan.tlog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** A SHA-256 hash in the Merkle tree of RFC 6962 §2.1. No leaf passes as a node: the two are hashed differently. */
public final class Hash {

    /** Length in bytes. */
    public static final int BYTES = 32;

    /** Root of the tree without leaves. */
    public static final Hash OF_EMPTY_TREE = new Hash(sha256().digest());

    private static final byte LEAF = 0;
    private static final byte NODE = 1;

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Hash of the leaf that holds {@code entry}. */
    public static Hash leaf(byte[] entry) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return new Hash(digest.digest(entry));
    }

    /** Hash of the node above two others. */
    public static Hash node(Hash left, Hash right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(left.bytes);
        return new Hash(digest.digest(right.bytes));
    }

    /**
     * Root of the tree over these hashes: MTH of RFC 6962 §2.1 with the hashes in place of the leaves' own.
     *
     * @param hashes of subtrees of the same height, perfect but for the last
     */
    public static Hash root(List<Hash> hashes) {
        int count = hashes.size();
        if (count <= 1) {
            return count == 0 ? OF_EMPTY_TREE : hashes.get(0);
        }
        int split = Integer.highestOneBit(count - 1);
        return node(root(hashes.subList(0, split)), root(hashes.subList(split, count)));
    }

    /** The hash at {@code offset} of {@code bytes}. @throws IndexOutOfBoundsException if there are not so many bytes */
    public static Hash at(byte[] bytes, int offset) {
        if (offset < 0 || offset + BYTES > bytes.length) {
            throw new IndexOutOfBoundsException("no hash at " + offset + " of " + bytes.length + " bytes");
        }
        return new Hash(Arrays.copyOfRange(bytes, offset, offset + BYTES));
    }

    /** @throws IllegalArgumentException if this is not the Base64 (RFC 4648 §4) of 32 bytes */
    public static Hash fromBase64(String text) {
        byte[] bytes = Base64.getDecoder().decode(text);
        Hash hash = new Hash(bytes);
        // the decoder lets other texts pass for the same bytes
        if (bytes.length != BYTES || !hash.toBase64().equals(text)) {
            throw new IllegalArgumentException("not the Base64 of a SHA-256 hash");
        }
        return hash;
    }

    /** Base64 (RFC 4648 §4). */
    public String toBase64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The 32 bytes, a copy. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    void copyTo(byte[] target, int offset) {
        System.arraycopy(bytes, 0, target, offset, BYTES);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** In lower-case hex. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
