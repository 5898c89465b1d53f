package dev.portolan.gateway.reload;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Looks at all watched files, one after the other on one thread of its own, each at its interval. */
@Singleton
public class WatchedFiles implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WatchedFiles.class);

    private final MeterRegistry metrics;
    private final List<WatchedFile<?>> files = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(WatchedFiles::thread);

    /** @param metrics takes a gauge for each file */
    public WatchedFiles(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /**
     * Reads a file and watches it from now on. The gauge {@code gateway.reload.failed} is 1 while the file is bad and
     * what was before is in force, else 0.
     *
     * @throws BadFile if it cannot be used now
     */
    public <T> WatchedFile<T> watch(WatchSettings settings, FileFormat<T> format) {
        WatchedFile<T> file = WatchedFile.open(settings, format);
        files.add(file);
        Gauge.builder("gateway.reload.failed", file, f -> f.failure().isPresent() ? 1 : 0)
                .description("1 while the file is bad and what was in force before stays")
                .tag("file", String.valueOf(settings.file().getFileName()))
                .register(metrics);
        long pause = settings.pollInterval().toMillis();
        ScheduledFuture<?> unused = timer.scheduleWithFixedDelay(() -> look(file), pause, pause, TimeUnit.MILLISECONDS);
        return file;
    }

    /** The files that are watched. */
    List<WatchedFile<?>> files() {
        return List.copyOf(files);
    }

    /** Catches everything: a timer drops a task that throws, and the file would never be looked at again. */
    private static void look(WatchedFile<?> file) {
        try {
            file.look();
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s could not be looked at, through a fault of the gateway", file.file());
        }
    }

    /** Ends the watch; what is in force stays so. */
    @Override
    @PreDestroy
    public void close() {
        timer.shutdownNow();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "reload");
        thread.setDaemon(true);
        return thread;
    }
}
