package dev.portolan.audit.event.seal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * A record and what travels beside it, as they are sent and spooled:
 * <code>{"entry":&lt;record&gt;,"sealed":"&lt;Base64&gt;"}</code>, without white space; no {@code sealed} where nothing
 * is disclosed.
 *
 * @param entry the record, canonical
 * @param sealed by a {@link Sealer}, in Base64; empty if nothing is disclosed
 */
@SuppressWarnings("ArrayRecordComponent") // carried from the gateway to the table, never compared
public record Item(byte[] entry, String sealed) {

    /** No item is longer. */
    public static final int MAX_BYTES = 65_535;

    private static final byte[] BEGIN = ascii("{\"entry\":");
    private static final byte[] BETWEEN = ascii(",\"sealed\":\"");
    private static final byte[] END = ascii("\"}");

    /**
     * Takes an item apart. The entry is any bytes: whether it is a record is another question.
     *
     * @return empty if it has not this form
     */
    public static Optional<Item> read(byte[] item) {
        int end = item.length - 1;
        if (!holds(item, 0, BEGIN) || end <= BEGIN.length || item[end] != '}') {
            return Optional.empty();
        }
        if (!holds(item, end - 1, END)) {
            return Optional.of(new Item(Arrays.copyOfRange(item, BEGIN.length, end), ""));
        }
        // Base64 has no quotation mark, so the last one before the end is where it begins
        int from = end - 2;
        while (from > 0 && item[from] != '"') {
            from--;
        }
        int between = from - BETWEEN.length + 1;
        if (between <= BEGIN.length || !holds(item, between, BETWEEN)) {
            return Optional.empty();
        }
        String sealed = new String(item, from + 1, end - 2 - from, StandardCharsets.ISO_8859_1);
        return Optional.of(new Item(Arrays.copyOfRange(item, BEGIN.length, between), sealed));
    }

    /** As it is sent. */
    public byte[] bytes() {
        ByteArrayOutputStream item =
                new ByteArrayOutputStream(BEGIN.length + entry.length + BETWEEN.length + sealed.length() + END.length);
        item.writeBytes(BEGIN);
        item.writeBytes(entry);
        if (!sealed.isEmpty()) {
            item.writeBytes(BETWEEN);
            item.writeBytes(ascii(sealed));
            item.write('"');
        }
        item.write('}');
        return item.toByteArray();
    }

    private static boolean holds(byte[] item, int at, byte[] what) {
        return at + what.length <= item.length && Arrays.equals(item, at, at + what.length, what, 0, what.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
