package dev.portolan.audit.testing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** Roots computed from entries as RFC 6962 §2.1 defines them, with nothing of the code that wrote them. */
public final class Recomputed {

    private Recomputed() {}

    public static byte[] root(List<String> entries) {
        return rootOfLeaves(entries.stream().map(Recomputed::leaf).toList());
    }

    public static byte[] leaf(String entry) {
        return sha256(new byte[] {0}, entry.getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] rootOfLeaves(List<byte[]> leaves) {
        int n = leaves.size();
        if (n <= 1) {
            return n == 0 ? sha256() : leaves.get(0);
        }
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return sha256(new byte[] {1}, rootOfLeaves(leaves.subList(0, k)), rootOfLeaves(leaves.subList(k, n)));
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
