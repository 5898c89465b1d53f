package dev.portolan.crash;

import dev.portolan.audit.spool.disk.Disk;
import dev.portolan.audit.spool.disk.DiskFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A disk whose cache dies with the process: what was written stays in this process until it is forced. When the power
 * fails, some of the sectors that were not forced have reached the disk and the others have not. As it is told it
 * has no space, fails to force, or says that it forced and did not.
 */
final class ForgetfulDisk implements Disk {
    private static final int SECTOR = 512;

    private record Write(long position, byte[] bytes) {}

    private final Disk disk;
    private final Life.DiskKind kind;
    private final Random random;
    private final Map<String, List<Write>> unforced = new ConcurrentHashMap<>();

    ForgetfulDisk(Disk disk, Life.DiskKind kind, long seed) {
        this.disk = disk;
        this.kind = kind;
        this.random = new Random(seed);
    }

    /** The power fails now: of each sector that was not forced, as many of its writes as luck has it have arrived. */
    synchronized void fail() {
        int luck = random.nextInt(3);
        unforced.forEach((name, writes) -> {
            try (DiskFile file = disk.open(name)) {
                for (Write write : writes) {
                    for (int from = 0; from < write.bytes().length; from += SECTOR) {
                        int length = Math.min(SECTOR, write.bytes().length - from);
                        if (random.nextInt(2) < luck) {
                            file.write(ByteBuffer.wrap(write.bytes(), from, length), write.position() + from);
                        }
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public List<String> list() throws IOException {
        return disk.list();
    }

    @Override
    public synchronized DiskFile create(String name, long size) throws IOException {
        if (kind == Life.DiskKind.FULL && name.startsWith("ready-") && !unforced.isEmpty()) {
            throw new IOException("no space left");
        }
        unforced.remove(name);
        return new Handle(disk.create(name, size));
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return new Handle(disk.open(name));
    }

    @Override
    public synchronized void delete(String name) throws IOException {
        unforced.remove(name);
        disk.delete(name);
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }

    private synchronized void write(String name, ByteBuffer bytes, long position) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        unforced.computeIfAbsent(name, first -> new ArrayList<>()).add(new Write(position, copy));
    }

    private synchronized void read(DiskFile file, ByteBuffer into, long position) throws IOException {
        int start = into.position();
        file.read(into, position);
        int end = into.position();
        for (Write write : unforced.getOrDefault(file.name(), List.of())) {
            long from = Math.max(position, write.position());
            long to = Math.min(position + end - start, write.position() + write.bytes().length);
            for (long at = from; at < to; at++) {
                into.put(start + (int) (at - position), write.bytes()[(int) (at - write.position())]);
            }
        }
    }

    private synchronized void force(DiskFile file) throws IOException {
        if (kind == Life.DiskKind.LYING) {
            return;
        }
        if (kind == Life.DiskKind.FAILING && random.nextInt(40) == 0) {
            unforced.remove(file.name());
            throw new IOException("input/output error");
        }
        for (Write write : unforced.getOrDefault(file.name(), List.of())) {
            file.write(ByteBuffer.wrap(write.bytes()), write.position());
        }
        unforced.put(file.name(), new ArrayList<>());
        file.force();
    }

    private synchronized void rename(DiskFile file, String to) throws IOException {
        List<Write> writes = unforced.remove(file.name());
        unforced.remove(to);
        file.rename(to);
        if (writes != null) {
            unforced.put(to, writes);
        }
    }

    private synchronized void truncate(DiskFile file, long size) throws IOException {
        for (Write write : unforced.getOrDefault(file.name(), List.of())) {
            file.write(ByteBuffer.wrap(write.bytes()), write.position());
        }
        unforced.remove(file.name());
        file.truncate(size);
    }

    private final class Handle implements DiskFile {
        private final DiskFile file;

        Handle(DiskFile file) {
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
        public void write(ByteBuffer bytes, long position) {
            ForgetfulDisk.this.write(file.name(), bytes, position);
        }

        @Override
        public void read(ByteBuffer into, long position) throws IOException {
            ForgetfulDisk.this.read(file, into, position);
        }

        @Override
        public void force() throws IOException {
            ForgetfulDisk.this.force(file);
        }

        @Override
        public void rename(String to) throws IOException {
            ForgetfulDisk.this.rename(file, to);
        }

        @Override
        public void truncate(long size) throws IOException {
            ForgetfulDisk.this.truncate(file, size);
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
