package dev.portolan.tlog;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * RFC 6962 §2.1 word for word, on the entries themselves: MTH, PATH and PROOF as the text defines them. Shares no code
 * with what it judges.
 */
public final class NaiveTree {

    private final List<byte[]> entries;

    public NaiveTree(List<byte[]> entries) {
        this.entries = entries;
    }

    /** MTH(D[n]) in hex. */
    public String root() {
        return HexFormat.of().formatHex(mth(entries));
    }

    /** PATH(m, D[n]) in hex. */
    public List<String> path(int m) {
        return hex(path(m, entries));
    }

    /** PROOF(m, D[n]) in hex. */
    public List<String> proof(int m) {
        return hex(subproof(m, entries, true));
    }

    private static byte[] mth(List<byte[]> d) {
        int n = d.size();
        if (n == 0) {
            return sha256();
        }
        if (n == 1) {
            return sha256(new byte[] {0}, d.get(0));
        }
        int k = largestPowerOfTwoBelow(n);
        return sha256(new byte[] {1}, mth(d.subList(0, k)), mth(d.subList(k, n)));
    }

    private static List<byte[]> path(int m, List<byte[]> d) {
        int n = d.size();
        if (n == 1) {
            return List.of();
        }
        int k = largestPowerOfTwoBelow(n);
        return m < k
                ? joined(path(m, d.subList(0, k)), mth(d.subList(k, n)))
                : joined(path(m - k, d.subList(k, n)), mth(d.subList(0, k)));
    }

    private static List<byte[]> subproof(int m, List<byte[]> d, boolean b) {
        int n = d.size();
        if (m == n) {
            return b ? List.of() : List.of(mth(d));
        }
        int k = largestPowerOfTwoBelow(n);
        return m <= k
                ? joined(subproof(m, d.subList(0, k), b), mth(d.subList(k, n)))
                : joined(subproof(m - k, d.subList(k, n), false), mth(d.subList(0, k)));
    }

    private static int largestPowerOfTwoBelow(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }

    private static List<byte[]> joined(List<byte[]> hashes, byte[] last) {
        List<byte[]> all = new ArrayList<>(hashes);
        all.add(last);
        return all;
    }

    private static List<String> hex(List<byte[]> hashes) {
        return hashes.stream().map(HexFormat.of()::formatHex).toList();
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
