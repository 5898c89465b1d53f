package dev.portolan.local.supervise;

import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Only one supervisor per state directory: a file lock that the system releases when its holder dies. */
public final class StateLock implements AutoCloseable {

    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes the lock, or refuses.
     *
     * @param file the lock file, in a directory that exists
     * @param running the state another supervisor left, for the sentence
     * @return the lock, held until closed
     * @throws LaunchFailure with {@link ExitCode#ALREADY_RUNNING} if another supervisor has it
     */
    public static StateLock take(Path file, Optional<RunState> running) {
        return tryTake(file).orElseThrow(() -> refusal(file, running));
    }

    /**
     * Takes the lock if it is free.
     *
     * @param file the lock file
     * @return the lock, or empty if another supervisor has it
     * @throws LaunchFailure if the file system refuses
     */
    public static Optional<StateLock> tryTake(Path file) {
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lock(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(new StateLock(channel));
        } catch (IOException e) {
            throw LaunchFailure.io("locking " + file, e);
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static LaunchFailure refusal(Path file, Optional<RunState> running) {
        String who = running.map(
                        state -> " (process " + state.supervisor().pid() + ", ports from " + state.portBase() + ")")
                .orElse("");
        return new LaunchFailure(
                ExitCode.ALREADY_RUNNING,
                "Portolan is running already with the state in " + file.getParent() + who
                        + ": use it (./portolan status), end it (./portolan down), or start another one with its own "
                        + "PORTOLAN_STATE and PORTOLAN_PORT_BASE.");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw LaunchFailure.io("unlocking the state directory", e);
        }
    }
}
