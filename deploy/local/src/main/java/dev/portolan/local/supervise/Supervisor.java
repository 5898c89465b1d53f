package dev.portolan.local.supervise;

import dev.portolan.local.process.ChildProcess;
import dev.portolan.local.process.LogFile;
import dev.portolan.local.process.PortCheck;
import dev.portolan.local.process.ProcessIdentity;
import dev.portolan.local.process.ServiceSpec;
import dev.portolan.local.report.LaunchFailure;
import dev.portolan.local.report.Progress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Brings the parts up as parallel as their dependencies allow, keeps them up, and brings them down in reverse order.
 */
public final class Supervisor {

    private static final Duration LOG_CHECK = Duration.ofSeconds(30);
    private static final Duration STARTERS_BOUND = Duration.ofSeconds(10);
    private static final Duration WATCH = Duration.ofHours(1);

    private final List<RunningService> services;
    private final RunDescription run;
    private final Progress progress;
    private final Clock clock;
    private final ExecutorService starters = Executors.newCachedThreadPool();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Phase phase = Phase.STARTING;

    /**
     * A supervisor that has started nothing yet.
     *
     * @param specs the parts
     * @param run where and as what they run
     * @param progress told of each step
     * @param clock tells when a part crashed
     */
    public Supervisor(List<ServiceSpec> specs, RunDescription run, Progress progress, Clock clock) {
        this.run = run;
        this.progress = progress;
        this.clock = clock;
        this.services = StartOrder.of(specs).stream()
                .map(spec -> new RunningService(
                        spec, logOf(run.logs(), spec.id()), new Backoff(run.restartAfter()), progress))
                .toList();
    }

    private static LogFile logOf(Path directory, String id) {
        return new LogFile(directory.resolve(id + ".log"));
    }

    /**
     * Starts all parts and returns when all of them are ready.
     *
     * @throws LaunchFailure if a port is taken or a part does not come up; {@link #stop()} is then due
     */
    public void start() {
        services.forEach(service -> PortCheck.requireFree(service.spec()));
        save();
        Map<String, CompletableFuture<Void>> ready = new ConcurrentHashMap<>();
        CompletableFuture<Void> firstFailure = new CompletableFuture<>();
        for (RunningService service : services) {
            CompletableFuture<?>[] needed =
                    service.spec().dependsOn().stream().map(ready::get).toArray(CompletableFuture[]::new);
            CompletableFuture<Void> up = CompletableFuture.allOf(needed)
                    .thenRunAsync(() -> bringUp(service), starters)
                    .whenComplete((none, failure) -> {
                        if (failure != null) {
                            firstFailure.completeExceptionally(failure);
                        }
                    });
            ready.put(service.spec().id(), up);
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(ready.values().toArray(CompletableFuture[]::new));
        await(CompletableFuture.anyOf(all, firstFailure));
        later(LOG_CHECK, this::keepLogsBounded);
    }

    /** Tells readers of the state file that all parts were ready and the person has been told. */
    public synchronized void markRunning() {
        if (!stopping.get()) {
            phase = Phase.RUNNING;
            save();
        }
    }

    private static void await(CompletableFuture<?> future) {
        try {
            future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LaunchFailure failure) {
                throw failure;
            }
            throw e;
        }
    }

    private void bringUp(RunningService service) {
        Duration begun = progress.elapsed();
        try {
            requireNotStopping(service);
            service.prepare();
            bringUpPrepared(service);
            String where = service.spec().ports().stream()
                    .findFirst()
                    .map(port -> " on port " + port)
                    .orElse("");
            progress.step(
                    service.spec().id(),
                    "ready" + where + " after "
                            + Progress.seconds(progress.elapsed().minus(begun)));
        } catch (LaunchFailure e) {
            service.become(ServiceStatus.FAILED, Optional.of(e.sentence()));
            save();
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(service);
        }
    }

    private void bringUpPrepared(RunningService service) throws InterruptedException {
        ChildProcess child;
        synchronized (this) {
            requireNotStopping(service);
            child = service.start(run.ownSession());
            save();
        }
        service.awaitReady(child);
        service.finish();
        service.become(ServiceStatus.READY, Optional.empty());
        save();
        starters.execute(() -> watch(service, child));
    }

    private void requireNotStopping(RunningService service) {
        if (stopping.get()) {
            throw interrupted(service);
        }
    }

    private static LaunchFailure interrupted(RunningService service) {
        return new LaunchFailure(
                dev.portolan.local.report.ExitCode.FAILED,
                "Stopped before " + service.spec().id() + " was ready.");
    }

    private void watch(RunningService service, ChildProcess child) {
        try {
            OptionalInt status = OptionalInt.empty();
            while (status.isEmpty()) {
                status = child.exitWithin(WATCH);
            }
            if (!stopping.get()) {
                restartLater(service, service.crashed(status.getAsInt()));
            }
        } catch (InterruptedException e) {
            // the suite is being stopped
            Thread.currentThread().interrupt();
        }
    }

    /** Runs something later, unless the suite was stopped by then. */
    private void later(Duration delay, Runnable what) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, starters)
                .execute(what);
    }

    private void restartLater(RunningService service, LaunchFailure crash) {
        Optional<Duration> delay = service.backoff().crashedAt(clock.instant());
        String id = service.spec().id();
        if (delay.isEmpty()) {
            service.become(ServiceStatus.FAILED, Optional.of(crash.sentence()));
            save();
            progress.line("");
            progress.step(
                    id,
                    "GIVEN UP after " + Backoff.LIMIT + " crashes in " + Backoff.WINDOW.toMinutes()
                            + " minutes; the rest keeps running. " + crash.sentence());
            return;
        }
        service.become(ServiceStatus.RESTARTING, Optional.of(crash.sentence()));
        save();
        progress.step(id, "crashed, starts again in " + Progress.seconds(delay.get()) + ". " + crash.sentence());
        later(delay.get(), () -> restart(service));
    }

    private void restart(RunningService service) {
        try {
            service.countRestart();
            bringUpPrepared(service);
            progress.step(service.spec().id(), "ready again");
        } catch (LaunchFailure e) {
            if (!stopping.get()) {
                service.discard();
                restartLater(service, e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all parts, last started first; returns when they have ended. Data is kept. */
    public void stop() {
        synchronized (this) {
            if (!stopping.compareAndSet(false, true)) {
                return;
            }
            phase = Phase.STOPPING;
            save();
        }
        starters.shutdownNow();
        List<RunningService> reversed = new ArrayList<>(services);
        Collections.reverse(reversed);
        for (RunningService service : reversed) {
            if (service.state().process().flatMap(ProcessIdentity::find).isPresent()) {
                progress.step(service.spec().id(), "stopping");
            }
            service.stop();
            save();
        }
        awaitStarters();
        stopped.countDown();
    }

    /** Preparations that were interrupted end what they had started, e.g. a build of Keycloak. */
    private void awaitStarters() {
        try {
            if (!starters.awaitTermination(STARTERS_BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
                progress.line("A preparation did not end in time; it ends with this process.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Waits until somebody stops the suite.
     *
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public void awaitStopped() throws InterruptedException {
        stopped.await();
    }

    private void keepLogsBounded() {
        for (RunningService service : services) {
            try {
                service.log().keepBounded();
            } catch (java.io.IOException e) {
                progress.step(service.spec().id(), "its log could not be cut: " + e.getMessage());
            }
        }
        later(LOG_CHECK, this::keepLogsBounded);
    }

    private synchronized void save() {
        run.stateFile()
                .write(new RunState(
                        phase,
                        ProcessIdentity.of(ProcessHandle.current()),
                        run.portBase(),
                        run.issuer(),
                        services.stream().map(RunningService::state).toList()));
    }
}
