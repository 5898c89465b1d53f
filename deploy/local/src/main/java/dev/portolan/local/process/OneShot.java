package dev.portolan.local.process;

import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** A command that is run to its end while a part is prepared, e.g. initdb. */
public final class OneShot {

    private OneShot() {}

    /**
     * Runs it.
     *
     * @param name what it is, for the failure's sentence
     * @param ownSession what to put before the command
     * @param launch the command
     * @param log where its output is appended
     * @param bound how long it may take
     * @throws IOException if it cannot be started
     * @throws InterruptedException if the launcher is being stopped; the command is ended then
     * @throws LaunchFailure if it fails or takes too long
     */
    public static void run(String name, List<String> ownSession, Launch launch, LogFile log, Duration bound)
            throws IOException, InterruptedException {
        long begun = log.length();
        ChildProcess child = ChildProcess.start(ownSession, launch, log);
        OptionalInt status;
        try {
            status = child.exitWithin(bound);
        } catch (InterruptedException e) {
            child.stop(StopSignal.TERM, Duration.ofSeconds(2));
            throw e;
        }
        if (status.isEmpty()) {
            child.stop(StopSignal.TERM, Duration.ofSeconds(2));
            throw new LaunchFailure(
                    ExitCode.FAILED, name + " did not end within " + bound.toSeconds() + " s: see " + log.path() + ".");
        }
        if (status.getAsInt() != 0) {
            throw new LaunchFailure(
                    ExitCode.FAILED,
                    name + " failed with status " + status.getAsInt()
                            + log.lastErrorLine(begun)
                                    .map(line -> " (" + line + ")")
                                    .orElse("") + ": see " + log.path()
                            + ".");
        }
    }
}
