package dev.portolan.audit.access;

import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.UuidV7;
import dev.portolan.audit.event.flood.Counted;
import dev.portolan.audit.event.flood.Network;
import dev.portolan.audit.event.flood.RefusalCounts;
import dev.portolan.audit.event.flood.Window;
import dev.portolan.audit.problem.Refused;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Records that requests were refused, after they were: nothing was shown. Of known callers one by one; of callers
 * nobody knows only the first of each network, and the rest as an exact count. What was sent back because it cannot be
 * served now is only counted: a database that is away is not asked for each of them.
 */
@ApplicationScoped
class Rejections {

    private static final Logger LOG = Logger.getLogger(Rejections.class);
    private static final long DRAIN_SECONDS = 5;

    private final AccessTrail trail;
    private final Clock clock;
    private final Window window;
    private final RefusalCounts counts;
    private final ThreadPoolExecutor recorder;

    Rejections(AccessTrail trail, RejectionConfig config, UuidV7 ids, Clock clock) {
        this.trail = trail;
        this.clock = clock;
        this.window = new Window(config.individually(), config.sources());
        this.counts = new RefusalCounts(config.sources(), ids::next);
        this.recorder = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(config.kept()),
                task -> new Thread(task, "rejections"));
    }

    /** Takes note of a rejection and returns at once. */
    void rejected(Reader reader, Access access) {
        boolean known = reader.type() != Actor.Type.ANONYMOUS;
        if (access.isUnavailable() || (!known && !admitted(reader))) {
            count(reader, access);
            return;
        }
        try {
            recorder.execute(() -> record(reader, access));
        } catch (RejectedExecutionException full) {
            count(reader, access);
        }
    }

    private boolean admitted(Reader stranger) {
        return window.admits(window.network(stranger.client().address()));
    }

    private void record(Reader reader, Access access) {
        try {
            trail.record(reader, access);
        } catch (Refused unrecorded) {
            count(reader, access);
        }
    }

    private void count(Reader reader, Access access) {
        String network = Network.of(reader.client().address());
        int status = access.outcome().httpStatus();
        counts.add(network, Access.rejected("", status).outcome(), clock.instant());
    }

    /** Records what was counted; what cannot be recorded is counted on. */
    @Scheduled(every = "${audit.rejections.every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void recordCounts() {
        window.end();
        boolean taken = true;
        for (Counted counted : counts.take()) {
            taken = taken && recorded(counted);
            if (!taken) {
                counts.add(counted);
            }
        }
    }

    private boolean recorded(Counted counted) {
        try {
            trail.counted(counted);
            return true;
        } catch (Refused unrecorded) {
            return false;
        }
    }

    void stop(@Observes ShutdownEvent stopping) {
        recorder.shutdown();
        try {
            if (!recorder.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("rejections are missing from the audit trail: the database did not take them in time");
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        recordCounts();
    }
}
