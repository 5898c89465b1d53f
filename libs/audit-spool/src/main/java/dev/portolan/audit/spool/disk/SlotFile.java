package dev.portolan.audit.spool.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file whose content is replaced as a whole: after a crash it is what it was, or what it was to be. It has two slots
 * that are written in turn, both allocated from the beginning, so that a full disk keeps nothing out. Not thread-safe.
 */
public final class SlotFile implements AutoCloseable {
    /** {@code PTLNSLT1}. */
    private static final long MAGIC = 0x50544C4E_534C5431L;

    private static final int CHECKSUM = 8;
    private static final int LENGTH = 12;
    private static final int NUMBER = 16;
    private static final int HEADER = 24;
    private static final int BLOCK = 4_096;
    private static final String NEXT = ".next";

    private final Disk disk;
    private final String name;
    private DiskFile file;
    private final int slot;
    private long number;
    private byte[] content = new byte[0];

    private SlotFile(Disk disk, DiskFile file, int slot) throws IOException {
        this.disk = disk;
        this.name = file.name();
        this.file = file;
        this.slot = slot;
        for (int i = 0; i < 2; i++) {
            read(i);
        }
    }

    /**
     * Opens the file, which may be new, and reads it. One that is too short is replaced by a longer one.
     *
     * @param longest content that it must have room for, in bytes
     * @throws IOException if it cannot be read, or there is no space for it
     */
    public static SlotFile open(Disk disk, String name, int longest) throws IOException {
        int wanted = (HEADER + longest + BLOCK - 1) / BLOCK * BLOCK;
        List<String> files = disk.list();
        if (files.contains(name + NEXT)) {
            disk.delete(name + NEXT);
        }
        if (!files.contains(name)) {
            return new SlotFile(disk, disk.create(name, 2L * wanted), wanted);
        }
        DiskFile file = disk.open(name);
        SlotFile found = new SlotFile(disk, file, (int) (file.size() / 2));
        return found.slot < wanted ? found.moved(wanted) : found;
    }

    private SlotFile moved(int wanted) throws IOException {
        try (DiskFile before = file) {
            DiskFile longer = disk.create(before.name() + NEXT, 2L * wanted);
            try (SlotFile next = new SlotFile(disk, longer, wanted)) {
                next.replace(content);
                longer.rename(before.name());
            }
        }
        return open(disk, name, wanted - HEADER);
    }

    private void read(int which) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(slot);
        file.read(bytes, (long) which * slot);
        bytes.flip();
        boolean whole = bytes.limit() == slot
                && slot >= HEADER
                && bytes.getLong(0) == MAGIC
                && bytes.getInt(LENGTH) >= 0
                && bytes.getInt(LENGTH) <= slot - HEADER
                && bytes.getInt(CHECKSUM) == checksum(bytes.limit(HEADER + bytes.getInt(LENGTH)));
        if (whole && bytes.getLong(NUMBER) > number) {
            number = bytes.getLong(NUMBER);
            content = new byte[bytes.getInt(LENGTH)];
            bytes.get(HEADER, content);
        }
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate().position(LENGTH));
        return (int) crc.getValue();
    }

    /** What stands there; empty if nothing was ever put there. */
    public byte[] content() {
        return content.clone();
    }

    /**
     * Puts these bytes there; they are on stable storage on return. After a failure they stand there or what stood
     * there before, and it may be tried again.
     *
     * @throws IllegalArgumentException if they are longer than there is room for
     */
    public void replace(byte[] bytes) throws IOException {
        if (bytes.length > slot - HEADER) {
            throw new IllegalArgumentException(bytes.length + " bytes are too many for " + name);
        }
        if (!file.inPlace()) {
            file.close();
            file = disk.create(name, 2L * slot);
        }
        ByteBuffer written = ByteBuffer.allocate(HEADER + bytes.length)
                .putLong(0, MAGIC)
                .putInt(LENGTH, bytes.length)
                .putLong(NUMBER, number + 1)
                .put(HEADER, bytes);
        written.putInt(CHECKSUM, checksum(written));
        file.write(written, (number + 1) % 2 * slot);
        file.force();
        number++;
        content = bytes.clone();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
