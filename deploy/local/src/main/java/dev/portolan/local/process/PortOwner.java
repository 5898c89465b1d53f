package dev.portolan.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The process that listens on a port, as far as Linux lets us see: {@code /proc/net/tcp} gives the socket's inode and
 * {@code /proc/<pid>/fd} who holds it (proc(5)). Elsewhere, and for other users' processes, the answer is "unknown".
 *
 * @param pid the process id
 * @param name the program's name
 */
public record PortOwner(long pid, String name) {

    private static final Path PROC = Path.of("/proc");
    private static final String LISTEN = "0A";

    /**
     * Finds it.
     *
     * @param port a TCP port
     * @return the owner, if it can be told
     */
    public static Optional<PortOwner> of(int port) {
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(PROC.resolve("net").resolve(table)).stream())
                .flatMap(line -> listeningInode(line, port).stream())
                .flatMap(inode -> holder(inode).stream())
                .findFirst();
    }

    /** The owner for a sentence, e.g. {@code java (process 4711)}. */
    public String describe() {
        return name + " (process " + pid + ")";
    }

    /**
     * Reads one line of the table.
     *
     * @param line e.g. {@code 0: 0100007F:1CE8 00000000:0000 0A 00000000:00000000 00:00000000 00000000 0 0 12345 …}
     * @param port the port looked for
     * @return the inode if the line is a listening socket on that port
     */
    static Optional<String> listeningInode(String line, int port) {
        String[] fields = line.strip().split("\\s+", -1);
        boolean listens = fields.length > 9
                && fields[3].equals(LISTEN)
                && fields[1].endsWith(String.format(Locale.ROOT, ":%04X", port));
        return listens ? Optional.of(fields[9]) : Optional.empty();
    }

    private static Optional<PortOwner> holder(String inode) {
        String target = "socket:[" + inode + "]";
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process.pid(), target))
                .findFirst()
                .map(process -> new PortOwner(process.pid(), name(process)));
    }

    private static boolean holds(long pid, String target) {
        try (Stream<Path> descriptors =
                Files.list(PROC.resolve(String.valueOf(pid)).resolve("fd"))) {
            return descriptors.anyMatch(descriptor -> isLinkTo(descriptor, target));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static boolean isLinkTo(Path descriptor, String target) {
        try {
            return Files.readSymbolicLink(descriptor).toString().equals(target);
        } catch (IOException e) {
            return false;
        }
    }

    private static String name(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString())
                .orElse("a process");
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
