package dev.portolan.local.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * What one part wrote. Children append to it by themselves, so it survives the supervisor; it is kept bounded by
 * copying it to one older generation and cutting it to nothing.
 *
 * @param path the file
 */
public record LogFile(Path path) {

    /** A file that grew beyond this is moved to the older generation. */
    public static final long LIMIT_BYTES = 10L * 1024 * 1024;

    private static final int TAIL_BYTES = 64 * 1024;

    /**
     * Starts a new generation if there is something in the file.
     *
     * @throws IOException if it cannot be moved
     */
    public void rotate() throws IOException {
        if (Files.exists(path) && Files.size(path) > 0) {
            Files.move(path, older(), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /**
     * Cuts the file if it grew too large while a process goes on appending to it. Lines written between copy and cut
     * are lost; that is the price of not standing between a part and its log.
     *
     * @throws IOException if it cannot be copied or cut
     */
    public void keepBounded() throws IOException {
        if (Files.exists(path) && Files.size(path) > LIMIT_BYTES) {
            Files.copy(path, older(), StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
        }
    }

    /** The generation before. */
    public Path older() {
        return path.resolveSibling(path.getFileName() + ".1");
    }

    /**
     * The line that most likely says why a part ended: the last one that speaks of an error, else the last one.
     *
     * @param from where in the file the part's last start begins, in bytes
     * @return the line, as people read it, at most about 300 characters, unless the log is empty or unreadable
     */
    public Optional<String> lastErrorLine(long from) {
        List<String> lines = tail(from).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.stream()
                .filter(LogLine::isError)
                .reduce((earlier, later) -> later)
                .or(() -> lines.stream().reduce((earlier, later) -> later))
                .map(LogLine::readable);
    }

    /**
     * How long the file is now.
     *
     * @return bytes; 0 if there is none
     */
    public long length() {
        return path.toFile().length();
    }

    /**
     * The last lines, as far as they lie within the last 64 KiB.
     *
     * @param start where to begin at the earliest, in bytes; ignored if the file was cut since
     * @return oldest first; empty if there is no log
     */
    public List<String> tail(long start) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long earliest = start > file.length() ? 0 : start;
            long from = Math.max(earliest, file.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) (file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
