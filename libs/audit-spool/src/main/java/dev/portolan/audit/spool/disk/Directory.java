package dev.portolan.audit.spool.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A directory of the operating system, locked against a second process while it is open. */
public final class Directory implements Disk {
    private static final String LOCK = "lock";
    private static final int CHUNK = 1 << 20;

    /** Those of this process: closing any channel to the file of a lock gives up the process's lock. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private Directory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Makes the directory if it is not there, and locks it.
     *
     * @throws IOException if it is in use, or cannot be written
     */
    public static Directory open(Path path) throws IOException {
        Path real = Files.createDirectories(path).toRealPath();
        if (!HELD.add(real)) {
            throw new IOException("this process uses the directory already");
        }
        try {
            return new Directory(real, locked(real.resolve(LOCK)));
        } catch (IOException failure) {
            HELD.remove(real);
            throw failure;
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw new IOException("another process uses the directory");
        }
        return channel;
    }

    /** What the operating system calls the kind of this directory's file system: {@code ext4}, {@code tmpfs} … */
    public String fileSystem() throws IOException {
        return Files.getFileStore(path).type();
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(LOCK))
                    .toList();
        }
    }

    @Override
    public DiskFile create(String name, long size) throws IOException {
        Path file = path.resolve(name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
            for (long at = 0; at < size; at += zeros.position()) {
                zeros.clear().limit((int) Math.min(CHUNK, size - at));
                writeAll(channel, zeros, at);
                // little by little: one long force would hold up those of the writer
                channel.force(false);
            }
            channel.force(true);
            force();
        } catch (IOException failure) {
            Files.deleteIfExists(file);
            throw failure;
        }
        return open(name);
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return new OpenFile(this, name);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.delete(path.resolve(name));
        force();
    }

    @Override
    public void close() throws IOException {
        lock.close();
        HELD.remove(path);
    }

    Path path(String name) {
        return path.resolve(name);
    }

    /** Forces names: a new file is not there after a power failure until its directory is on stable storage. */
    void force() throws IOException {
        try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    static void writeAll(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }
}
