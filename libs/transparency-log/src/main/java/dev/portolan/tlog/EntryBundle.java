package dev.portolan.tlog;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Entries side by side as tlog-tiles serves them: each behind its length, two bytes, big-endian. An empty one stands
 * for an entry that is not there any more, unless its hash says that it was empty.
 */
public final class EntryBundle {

    /** No entry is longer. */
    public static final int MAX_ENTRY = 65_535;

    private EntryBundle() {}

    /** The bundle of these entries. @throws IllegalArgumentException if one is longer than {@link #MAX_ENTRY} */
    public static byte[] of(List<byte[]> entries) {
        ByteArrayOutputStream bundle = new ByteArrayOutputStream();
        for (byte[] entry : entries) {
            if (entry.length > MAX_ENTRY) {
                throw new IllegalArgumentException("an entry of " + entry.length + " bytes");
            }
            bundle.write(entry.length >>> 8);
            bundle.write(entry.length);
            bundle.writeBytes(entry);
        }
        return bundle.toByteArray();
    }

    /** How long the bundle of these entries is, in bytes. */
    public static long length(List<byte[]> entries) {
        return entries.stream().mapToLong(entry -> 2 + entry.length).sum();
    }

    /**
     * The entries of a bundle: as many as are whole. What follows the last whole entry is no entry; whoever reads
     * must compare their number with what should be there, and their {@link #length} with the bundle's.
     */
    public static List<byte[]> entries(byte[] bundle) {
        List<byte[]> entries = new ArrayList<>();
        int at = 0;
        while (at + 2 <= bundle.length) {
            int end = at + 2 + ((bundle[at] & 255) << 8 | bundle[at + 1] & 255);
            if (end > bundle.length) {
                break;
            }
            entries.add(Arrays.copyOfRange(bundle, at + 2, end));
            at = end;
        }
        return entries;
    }
}
