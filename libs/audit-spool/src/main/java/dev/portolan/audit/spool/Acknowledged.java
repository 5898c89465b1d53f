package dev.portolan.audit.spool;

import dev.portolan.audit.spool.disk.Disk;
import dev.portolan.audit.spool.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Up to which record everything was acknowledged. Written without forcing: what stands there may be old, and is then
 * sent again.
 */
final class Acknowledged implements AutoCloseable {
    private static final String NAME = "acknowledged";
    private static final int LENGTH = 12;

    private final DiskFile file;
    private long written;

    private Acknowledged(DiskFile file, long written) {
        this.file = file;
        this.written = written;
    }

    static Acknowledged open(Disk disk) throws IOException {
        DiskFile file = disk.list().contains(NAME) ? disk.open(NAME) : disk.create(NAME, LENGTH);
        ByteBuffer content = ByteBuffer.allocate(LENGTH);
        file.read(content, 0);
        long seq = content.getLong(0);
        return new Acknowledged(file, content.getInt(Long.BYTES) == crc(seq) ? seq : 0);
    }

    long seq() {
        return written;
    }

    void write(long seq) throws IOException {
        if (seq > written) {
            file.write(ByteBuffer.allocate(LENGTH).putLong(seq).putInt(crc(seq)).flip(), 0);
            written = seq;
        }
    }

    private static int crc(long seq) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(seq).flip());
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
