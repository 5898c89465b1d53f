package dev.portolan.audit.spool.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file in a {@link Directory}. */
final class OpenFile implements DiskFile {
    private final Directory directory;
    private final FileChannel channel;
    private final @Nullable Object identity;
    private volatile String name;

    OpenFile(Directory directory, String name) throws IOException {
        this.directory = directory;
        this.name = name;
        Path path = directory.path(name);
        this.channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        this.identity = identity(path);
    }

    /** Device and inode; null where the operating system has none. */
    private static @Nullable Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public void write(ByteBuffer bytes, long position) throws IOException {
        Directory.writeAll(channel, bytes, position);
    }

    @Override
    public void read(ByteBuffer into, long position) throws IOException {
        long at = position;
        while (into.hasRemaining()) {
            int more = channel.read(into, at);
            if (more < 0) {
                return;
            }
            at += more;
        }
    }

    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void rename(String to) throws IOException {
        Files.move(
                directory.path(name),
                directory.path(to),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        name = to;
        directory.force();
    }

    @Override
    public void truncate(long size) throws IOException {
        channel.truncate(size);
        channel.force(true);
    }

    @Override
    public boolean inPlace() throws IOException {
        try {
            return Objects.equals(identity, identity(directory.path(name)));
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
