package dev.portolan.standin.github.world;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The digests that Git and HTTP validators are made of. */
public final class Hashes {

    private Hashes() {}

    /** The object id Git gives a blob: SHA-1 over "blob", its length, a zero byte and its bytes. */
    public static String blob(byte[] content) {
        byte[] header = ("blob " + content.length + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] whole = new byte[header.length + content.length];
        System.arraycopy(header, 0, whole, 0, header.length);
        System.arraycopy(content, 0, whole, header.length, content.length);
        return sha1(whole);
    }

    /** Forty lower-case hexadecimal digits. */
    public static String sha1(byte[] content) {
        return digest("SHA-1", content);
    }

    /** Sixty-four lower-case hexadecimal digits. */
    public static String sha256(byte[] content) {
        return digest("SHA-256", content);
    }

    private static String digest(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
