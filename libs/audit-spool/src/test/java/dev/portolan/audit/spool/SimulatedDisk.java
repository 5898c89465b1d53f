package dev.portolan.audit.spool;

import dev.portolan.audit.spool.disk.Disk;
import dev.portolan.audit.spool.disk.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk that keeps only what was forced. At a power failure each sector that was written and not forced is as one of
 * the writes to it left it, or as it was before, independently of all others. Everything it decides comes from a seed.
 */
final class SimulatedDisk implements Disk {
    static final int SECTOR = 512;

    /** The process and its machine are gone; {@link #recover} makes the disk usable for the next. */
    static final class PowerFailure extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** What goes wrong. */
    enum Fault {
        /** A force fails, and what was written before it is forgotten though it can still be read. */
        FORCE,
        /** A write fails. */
        WRITE,
        /** There is no space for a new file. */
        SPACE
    }

    private final Map<String, Content> files = new TreeMap<>();
    private final Map<Fault, Integer> faults = new HashMap<>();
    private final Random random;
    private final boolean forces;
    private int operations;
    private int failsAt = Integer.MAX_VALUE;

    /** @param forces false for a disk that says it forced and did not */
    SimulatedDisk(long seed, boolean forces) {
        this.random = new Random(seed);
        this.forces = forces;
    }

    SimulatedDisk(long seed) {
        this(seed, true);
    }

    /** Operations so far: between any two of them the power may fail. */
    int operations() {
        return operations;
    }

    /** The power fails in this operation. */
    void failAt(int operation) {
        failsAt = operation;
    }

    /** The next so many operations of this kind go wrong. */
    void next(Fault fault, int times) {
        faults.put(fault, times);
    }

    /** After a power failure: what reached the disk is there, and nothing else. */
    void recover() {
        double luck = random.nextInt(3) / 2.0;
        files.values().forEach(content -> content.settle(random, luck));
        failsAt = Integer.MAX_VALUE;
        faults.clear();
    }

    /** What reads see of a file; to be changed by tests that damage it. */
    byte[] content(String name) {
        Content content = files.get(name);
        content.pending.clear();
        content.stable = content.seen;
        return content.seen;
    }

    void remove(String name) {
        files.remove(name);
    }

    @Override
    public List<String> list() {
        return List.copyOf(files.keySet());
    }

    @Override
    public DiskFile create(String name, long size) throws IOException {
        step();
        fault(Fault.SPACE, "no space");
        Content content = new Content((int) size);
        files.put(name, content);
        step();
        return new Handle(name, content);
    }

    @Override
    public DiskFile open(String name) throws IOException {
        Content content = files.get(name);
        if (content == null) {
            throw new NoSuchFileException(name);
        }
        return new Handle(name, content);
    }

    @Override
    public void delete(String name) {
        step();
        files.remove(name);
        step();
    }

    @Override
    public void close() {}

    private void step() {
        if (++operations >= failsAt) {
            throw new PowerFailure();
        }
    }

    private void fault(Fault fault, String text) throws IOException {
        int left = faults.getOrDefault(fault, 0);
        if (left > 0) {
            faults.put(fault, left - 1);
            throw new IOException(text);
        }
    }

    private record Write(int position, byte[] bytes) {
        void onto(byte[] content, int from, int to) {
            int start = Math.max(from, position);
            int end = Math.min(Math.min(to, position + bytes.length), content.length);
            if (start < end) {
                System.arraycopy(bytes, start - position, content, start, end - start);
            }
        }
    }

    private static final class Content {
        private byte[] seen;
        private byte[] stable;
        private final List<Write> pending = new ArrayList<>();

        Content(int size) {
            seen = new byte[size];
            stable = new byte[size];
        }

        void settle(Random random, double luck) {
            for (int sector = 0; sector < stable.length; sector += SECTOR) {
                int arrived = 0;
                while (arrived < pending.size() && random.nextDouble() < luck) {
                    pending.get(arrived++).onto(stable, sector, sector + SECTOR);
                }
            }
            pending.clear();
            seen = stable.clone();
        }
    }

    private final class Handle implements DiskFile {
        private final Content content;
        private String name;

        Handle(String name, Content content) {
            this.name = name;
            this.content = content;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long size() {
            return content.seen.length;
        }

        @Override
        public void write(ByteBuffer bytes, long position) throws IOException {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            Write write = new Write((int) position, copy);
            content.pending.add(write);
            step();
            fault(Fault.WRITE, "write failed");
            write.onto(content.seen, 0, content.seen.length);
        }

        @Override
        public void read(ByteBuffer into, long position) {
            int from = (int) Math.min(position, content.seen.length);
            into.put(content.seen, from, Math.min(into.remaining(), content.seen.length - from));
        }

        @Override
        public void force() throws IOException {
            step();
            if (faults.getOrDefault(Fault.FORCE, 0) > 0) {
                content.pending.clear();
            }
            fault(Fault.FORCE, "force failed");
            if (forces) {
                content.pending.clear();
                content.stable = content.seen.clone();
            }
            step();
        }

        @Override
        public void rename(String to) {
            step();
            files.remove(name);
            files.put(to, content);
            name = to;
            step();
        }

        @Override
        public void truncate(long size) {
            step();
            content.seen = Arrays.copyOf(content.seen, (int) size);
            content.stable = content.seen.clone();
            content.pending.clear();
            step();
        }

        @Override
        public boolean inPlace() {
            return files.get(name) == content;
        }

        @Override
        public void close() {}
    }
}
