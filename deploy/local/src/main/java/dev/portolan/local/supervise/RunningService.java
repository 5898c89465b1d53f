package dev.portolan.local.supervise;

import dev.portolan.local.process.ChildProcess;
import dev.portolan.local.process.LogFile;
import dev.portolan.local.process.ServiceSpec;
import dev.portolan.local.process.StopSignal;
import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import dev.portolan.local.report.Progress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One part while it runs: its process, its status, and how it is brought up and down. Safe for several threads. */
final class RunningService {

    private static final Duration POLL = Duration.ofMillis(150);
    private static final Duration STILL_WAITING = Duration.ofSeconds(10);
    /** A process that a signal ended has this plus the signal's number as its status. */
    private static final int SIGNALS = 128;

    private static final Duration STOP_BOUND = Duration.ofSeconds(15);

    private final ServiceSpec spec;
    private final LogFile log;
    private final Progress progress;
    private final Backoff backoff;

    private volatile ServiceStatus status = ServiceStatus.WAITING;
    private volatile Optional<String> problem = Optional.empty();
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile @Nullable ChildProcess child;
    private volatile long logBegun;

    RunningService(ServiceSpec spec, LogFile log, Backoff backoff, Progress progress) {
        this.spec = spec;
        this.log = log;
        this.backoff = backoff;
        this.progress = progress;
    }

    ServiceSpec spec() {
        return spec;
    }

    Backoff backoff() {
        return backoff;
    }

    LogFile log() {
        return log;
    }

    void become(ServiceStatus next, Optional<String> why) {
        status = next;
        problem = why;
    }

    void countRestart() {
        restarts.incrementAndGet();
    }

    ServiceState state() {
        ChildProcess current = child;
        return new ServiceState(
                spec.id(),
                status,
                Optional.ofNullable(current).map(ChildProcess::identity),
                spec.ports(),
                spec.stop(),
                restarts.get(),
                problem);
    }

    /** Does what must be done before the process can be started. */
    void prepare() throws InterruptedException {
        status = ServiceStatus.STARTING;
        try {
            log.rotate();
            spec.before().run(step -> progress.step(spec.id(), step));
        } catch (IOException e) {
            throw LaunchFailure.io("preparing " + spec.id(), e);
        }
    }

    ChildProcess start(List<String> ownSession) {
        try {
            logBegun = log.length();
            ChildProcess started = ChildProcess.start(ownSession, spec.launch().get(), log);
            child = started;
            return started;
        } catch (IOException e) {
            throw LaunchFailure.io("starting " + spec.id(), e);
        }
    }

    /** Waits until the process says that it is ready; throws if it ends before, or does not say so in time. */
    void awaitReady(ChildProcess started) throws InterruptedException {
        long begun = System.nanoTime();
        Duration nextNotice = STILL_WAITING;
        while (!spec.probe().isReady()) {
            OptionalInt exit = started.exitWithin(POLL);
            if (exit.isPresent()) {
                throw crashed(exit.getAsInt());
            }
            Duration waited = Duration.ofNanos(System.nanoTime() - begun);
            if (waited.compareTo(spec.readyWithin()) > 0) {
                throw new LaunchFailure(
                        ExitCode.FAILED,
                        spec.id() + " was not ready within "
                                + spec.readyWithin().toSeconds() + " s: see ./portolan logs " + spec.id() + ".");
            }
            if (waited.compareTo(nextNotice) > 0) {
                progress.step(spec.id(), "still starting");
                nextNotice = nextNotice.plus(STILL_WAITING);
            }
        }
    }

    void finish() throws InterruptedException {
        try {
            spec.after().run(step -> progress.step(spec.id(), step));
        } catch (IOException e) {
            throw LaunchFailure.io("setting up " + spec.id(), e);
        }
    }

    /** Says how the process ended by itself, with what its log says of it. */
    LaunchFailure crashed(int exit) {
        Optional<String> line = log.lastErrorLine(logBegun);
        if (line.map(IOException::new).filter(LaunchFailure::isFullDisk).isPresent()) {
            return LaunchFailure.io(spec.id() + " was writing", new IOException(line.orElseThrow()));
        }
        // a process that was ended by a signal had no time to say why
        String how = exit > SIGNALS
                ? "was ended by signal " + (exit - SIGNALS)
                : "ended by itself with status " + exit
                        + line.map(text -> " (its last error line: " + text + ")")
                                .orElse("");
        return new LaunchFailure(
                ExitCode.FAILED,
                spec.id() + " " + how + ": read ./portolan logs " + spec.id() + " and mend the cause.");
    }

    /** Ends the process, if there is one. */
    void stop() {
        ChildProcess current = child;
        if (current != null) {
            current.stop(spec.stop(), STOP_BOUND);
            child = null;
        }
        if (status != ServiceStatus.WAITING) {
            status = ServiceStatus.STOPPED;
        }
    }

    /** Ends a process that never became ready; it may hang, so it is not asked for long. */
    void discard() {
        ChildProcess current = child;
        if (current != null) {
            current.stop(StopSignal.TERM, Duration.ofSeconds(5));
            child = null;
        }
    }
}
