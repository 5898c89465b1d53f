package dev.portolan.audit.spool.frame;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The first block of a segment (docs/reference/spool-format.md).
 *
 * @param spool drawn when the spool was made
 * @param boot of the process that opened the segment
 * @param epoch how often the spool had been opened by then
 * @param first number of the first record
 * @param previous hash of the record before it; zeros if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // a hash, compared by Arrays.equals
public record SegmentHeader(UUID spool, UUID boot, long epoch, long first, byte[] previous) {
    /** Length of the block. */
    public static final int BLOCK = 4_096;

    private static final long MAGIC = 0x5054_4C4E_5350_4C31L; // PTLNSPL1
    private static final int CRC_AT = 8;

    /** The block, ready to be written. */
    public ByteBuffer block() {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        block.putLong(MAGIC)
                .putLong(0)
                .putLong(spool.getMostSignificantBits())
                .putLong(spool.getLeastSignificantBits())
                .putLong(boot.getMostSignificantBits())
                .putLong(boot.getLeastSignificantBits())
                .putLong(epoch)
                .putLong(first)
                .put(previous);
        block.putInt(CRC_AT, crc(block));
        return block.clear();
    }

    /** The header in {@code block}, or null if it is none. */
    public static @Nullable SegmentHeader of(ByteBuffer block) {
        if (block.limit() < BLOCK || block.getLong(0) != MAGIC || block.getInt(CRC_AT) != crc(block)) {
            return null;
        }
        ByteBuffer in = block.duplicate().position(16);
        UUID spool = new UUID(in.getLong(), in.getLong());
        UUID boot = new UUID(in.getLong(), in.getLong());
        long epoch = in.getLong();
        long first = in.getLong();
        byte[] previous = new byte[Frame.HASH];
        in.get(previous);
        return new SegmentHeader(spool, boot, epoch, first, previous);
    }

    private static int crc(ByteBuffer block) {
        CRC32C crc = new CRC32C();
        crc.update(block.slice(CRC_AT + 4, BLOCK - CRC_AT - 4));
        return (int) crc.getValue();
    }
}
