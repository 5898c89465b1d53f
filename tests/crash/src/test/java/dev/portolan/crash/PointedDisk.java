package dev.portolan.crash;

import dev.portolan.audit.spool.disk.Disk;
import dev.portolan.audit.spool.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A disk with crash points around the write and the force of a batch. */
record PointedDisk(Disk disk) implements Disk {

    /** Before it stands the header of a segment, behind it its records. */
    private static final int HEADER = 4_096;

    @Override
    public List<String> list() throws IOException {
        return disk.list();
    }

    @Override
    public DiskFile create(String name, long size) throws IOException {
        return new Pointed(disk.create(name, size));
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return new Pointed(disk.open(name));
    }

    @Override
    public void delete(String name) throws IOException {
        disk.delete(name);
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }

    private static final class Pointed implements DiskFile {
        private final DiskFile file;
        private boolean records;

        Pointed(DiskFile file) {
            this.file = file;
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            records = file.name().endsWith(".segment") && position >= HEADER;
            if (records) {
                CrashPoint.BEFORE_APPEND.reached();
            } else if (file.name().equals("acknowledged")) {
                CrashPoint.DELIVERED_NOT_ACKNOWLEDGED.reached();
            }
            file.write(bytes, position);
            if (records) {
                CrashPoint.WRITTEN_NOT_SYNCED.reached();
            }
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            file.read(into, position);
        }

        @Override
        public void force() throws IOException {
            file.force();
            if (records) {
                CrashPoint.SYNCED_NOT_TOLD.reached();
            }
        }

        @Override
        public void rename(String to) throws IOException {
            file.rename(to);
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public boolean inPlace() throws IOException {
            return file.inPlace();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
