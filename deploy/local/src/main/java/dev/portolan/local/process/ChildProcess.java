package dev.portolan.local.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A running child of the supervisor, in a session of its own, whose output goes to its log file. */
public final class ChildProcess {

    private static final Duration KILL_BOUND = Duration.ofSeconds(5);

    private final Process process;
    private final ProcessIdentity identity;

    private ChildProcess(Process process) {
        this.process = process;
        this.identity = ProcessIdentity.of(process.toHandle());
    }

    /**
     * Starts it.
     *
     * @param ownSession what to put before the command, so that the terminal's signals do not reach it
     * @param launch the command, its environment and directory
     * @param log where its output is appended
     * @return the running process
     * @throws IOException if the program cannot be started
     */
    public static ChildProcess start(List<String> ownSession, Launch launch, LogFile log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(ownSession.stream(), launch.command().stream()).toList());
        builder.directory(launch.directory().toFile());
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        builder.redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
        return new ChildProcess(builder.start());
    }

    /** Which process it is. */
    public ProcessIdentity identity() {
        return identity;
    }

    /**
     * Waits for its end.
     *
     * @param limit how long
     * @return its exit status, or empty if it still runs
     * @throws InterruptedException if the launcher is being stopped
     */
    public OptionalInt exitWithin(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    /**
     * Ends it: asks first, and ends it by force, with what it started itself, if it has not ended in time.
     *
     * @param signal how to ask
     * @param bound how long to wait after asking
     * @return true if asking was enough
     */
    public boolean stop(StopSignal signal, Duration bound) {
        return stop(process.toHandle(), signal, bound);
    }

    /**
     * Ends a process that may have been started by an earlier supervisor.
     *
     * @param process the process
     * @param signal how to ask
     * @param bound how long to wait after asking
     * @return true if asking was enough
     */
    public static boolean stop(ProcessHandle process, StopSignal signal, Duration bound) {
        if (!process.isAlive()) {
            return true;
        }
        List<ProcessHandle> descendants = process.descendants().toList();
        ask(process, signal);
        if (endsWithin(process, bound)) {
            return true;
        }
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        endsWithin(process, KILL_BOUND);
        return false;
    }

    private static void ask(ProcessHandle process, StopSignal signal) {
        if (signal == StopSignal.TERM) {
            process.destroy();
            return;
        }
        try {
            // Java has no other signal than TERM and KILL; the shell's own kill is there wherever a shell is
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                    .inheritIO()
                    .start()
                    .waitFor(KILL_BOUND.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            process.destroy();
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
        }
    }

    private static boolean endsWithin(ProcessHandle process, Duration bound) {
        try {
            process.onExit().get(bound.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (java.util.concurrent.TimeoutException e) {
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        }
    }
}
