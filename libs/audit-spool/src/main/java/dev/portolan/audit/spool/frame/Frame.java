package dev.portolan.audit.spool.frame;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands in a segment (docs/reference/spool-format.md).
 *
 * @param record the record
 * @param durable number of the last record that was durable when this one was written: the end of the batch before.
 *     By it recovery tells an unfinished batch from damage
 * @param previous SHA-256 of the frame before
 * @param hash SHA-256 of this frame
 */
@SuppressWarnings("ArrayRecordComponent") // hashes, compared by Arrays.equals
public record Frame(SpoolRecord record, long durable, byte[] previous, byte[] hash) {
    /** Length of a hash. */
    public static final int HASH = 32;

    /** Occurs in no UTF-8 text, so that a search for the next record finds few other places. */
    static final int MAGIC = 0xF5AD_17FE;

    private static final int OVERHEAD = 72;
    private static final int LENGTH_AT = 4;
    private static final int CRC_AT = 8;
    private static final int KIND_AT = 12;
    private static final int SEQ_AT = 16;

    /** Bytes a record of this length takes on disk. */
    public static int lengthOf(int bytes) {
        return OVERHEAD + bytes;
    }

    /** Bytes it takes on disk. */
    public int length() {
        return lengthOf(record.bytes().length);
    }

    /** Appends the frame of {@code record} and returns its hash. */
    public static byte[] put(ByteBuffer to, SpoolRecord record, long durable, byte[] previous) {
        int start = to.position();
        to.putInt(MAGIC)
                .putInt(record.bytes().length)
                .putInt(0)
                .putInt(record.kind().code())
                .putLong(record.seq())
                .putLong(durable)
                .putLong(record.intent())
                .put(previous)
                .put(record.bytes());
        int length = to.position() - start;
        to.putInt(start + CRC_AT, crc(to.slice(start, length)));
        return sha256(to.slice(start, length));
    }

    /** The frame that begins at {@code at}, or null if there is no whole and valid one. */
    public static @Nullable Frame get(ByteBuffer from, int at, int longest) {
        if (from.limit() - at < OVERHEAD || from.getInt(at) != MAGIC) {
            return null;
        }
        int bytes = from.getInt(at + LENGTH_AT);
        if (bytes < 0 || bytes > longest || from.limit() - at < lengthOf(bytes)) {
            return null;
        }
        ByteBuffer frame = from.slice(at, lengthOf(bytes));
        Kind kind = Kind.of(frame.getInt(KIND_AT));
        if (kind == null || frame.getInt(CRC_AT) != crc(frame)) {
            return null;
        }
        byte[] hash = sha256(frame);
        frame.position(SEQ_AT);
        long seq = frame.getLong();
        long durable = frame.getLong();
        long intent = frame.getLong();
        byte[] previous = new byte[HASH];
        byte[] payload = new byte[bytes];
        frame.get(previous).get(payload);
        return new Frame(new SpoolRecord(seq, kind, intent, payload), durable, previous, hash);
    }

    /** Of everything but itself. */
    private static int crc(ByteBuffer frame) {
        CRC32C crc = new CRC32C();
        crc.update(frame.slice(0, CRC_AT));
        crc.update(frame.slice(KIND_AT, frame.limit() - KIND_AT));
        return (int) crc.getValue();
    }

    private static byte[] sha256(ByteBuffer frame) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(frame.duplicate());
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
