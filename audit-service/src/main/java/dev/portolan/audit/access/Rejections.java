package dev.portolan.audit.access;

import dev.portolan.audit.event.Actor;
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
    private final RejectionCounts counts;
    private final ThreadPoolExecutor recorder;

    Rejections(AccessTrail trail, RejectionConfig config, Clock clock) {
        this.trail = trail;
        this.clock = clock;
        this.counts = new RejectionCounts(config.individually(), config.sources());
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
        if (access.isUnavailable() || (!known && !counts.admits(reader.client().address()))) {
            count(reader, access);
            return;
        }
        try {
            recorder.execute(() -> record(reader, access));
        } catch (RejectedExecutionException full) {
            count(reader, access);
        }
    }

    private void record(Reader reader, Access access) {
        try {
            trail.record(reader, access);
        } catch (Refused unrecorded) {
            count(reader, access);
        }
    }

    private void count(Reader reader, Access access) {
        counts.count(reader.client().address(), access.outcome().httpStatus(), clock.instant());
    }

    /** Records what was counted; what cannot be recorded is counted on. */
    @Scheduled(every = "${audit.rejections.every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void recordCounts() {
        boolean taken = true;
        for (RejectionCounts.Counted counted : counts.take()) {
            taken = taken && recorded(counted);
            if (!taken) {
                counts.count(counted);
            }
        }
    }

    private boolean recorded(RejectionCounts.Counted counted) {
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
