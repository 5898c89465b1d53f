package dev.portolan.audit.scrub;

import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.log.LogTiles;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.SignedNote;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes the logs from their records, over and over, so that a change in the database shows although nobody asked
 * for a proof. What is wrong stays visible until a whole pass finds nothing.
 */
@ApplicationScoped
public class Scrubber {

    private static final Logger LOG = Logger.getLogger(Scrubber.class);

    /** While nothing is known to be wrong. */
    private static final long NONE = -1;

    private final Logs logs;
    private final ScrubConfig config;
    private final Clock clock;
    private final Counter entries;
    private final AtomicLong wrongFrom = new AtomicLong(NONE);
    private final AtomicLong absent = new AtomicLong();
    private volatile Instant passed;

    /** Numbers of the logs that are still to be read before all are; those that are closed come first. */
    private final Deque<Integer> rest = new ArrayDeque<>();

    private @Nullable Pass pass;
    private boolean faulty;
    private long goneSoFar;

    Scrubber(Logs logs, ScrubConfig config, Clock clock, MeterRegistry meters) {
        this.logs = logs;
        this.config = config;
        this.clock = clock;
        this.passed = clock.instant();
        entries = Counter.builder("audit.scrub.entries")
                .description("Entries of the log that were recomputed from their records")
                .register(meters);
        Gauge.builder("audit.scrub.mismatch", wrongFrom, from -> from.get() == NONE ? 0 : 1)
                .description("1 since what is in the database was found not to be what was appended; should be 0")
                .register(meters);
        Gauge.builder("audit.scrub.first.bad.index", wrongFrom, AtomicLong::get)
                .description("The first entry that is not what was appended; -1 if there is none")
                .register(meters);
        Gauge.builder("audit.scrub.absent.entries", absent, AtomicLong::get)
                .description("Entries that the last pass did not find, as their months were dropped")
                .register(meters);
        Gauge.builder("audit.scrub.pass.age", this, Scrubber::secondsSincePass)
                .description("Since the last pass over all logs that found nothing, or since the start")
                .baseUnit("seconds")
                .register(meters);
    }

    private double secondsSincePass() {
        return Duration.between(passed, clock.instant()).toMillis() / 1_000.0;
    }

    /** The first entry that is not what was appended; empty if none is known. */
    public Optional<Long> firstBadIndex() {
        return Optional.of(wrongFrom.get()).filter(from -> from != NONE);
    }

    @Scheduled(every = "${audit.scrub.every:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void scrub() {
        try {
            step();
        } catch (LedgerUnavailable e) {
            LOG.warnf("log not recomputed, SQLSTATE '%s'", e.sqlState());
        }
    }

    /** Reads a piece; the first of a pass looks up how far it goes. */
    void step() {
        Pass current = pass == null ? begun().orElse(null) : pass;
        pass = current;
        if (current == null) {
            return;
        }
        long before = current.done();
        Optional<Pass.Fault> fault;
        try (LogTiles tiles = logs.tiles(current.log())) {
            fault = current.advance(tiles, config.entries());
        }
        entries.increment((double) (current.done() - before));
        fault.ifPresent(found -> wrong(current.name(), found));
        if (fault.isPresent() || current.isOver()) {
            goneSoFar += current.absent();
            pass = null;
            if (rest.isEmpty()) {
                allRead();
            }
        }
    }

    private void allRead() {
        if (!faulty) {
            passed = clock.instant();
            absent.set(goneSoFar);
            wrongFrom.set(NONE);
        }
        faulty = false;
        goneSoFar = 0;
    }

    private Optional<Pass> begun() {
        if (rest.isEmpty()) {
            logs.all().forEach(head -> rest.add(head.log()));
        }
        int log = rest.element();
        // the checkpoint first: the head has grown past it by the time it is read
        Optional<Checkpoint> signed = logs.checkpoint(log)
                .map(note -> Checkpoint.parse(SignedNote.parse(note).text()));
        Optional<Pass> begun = logs.numbered(log).map(head -> new Pass(head, signed));
        rest.remove();
        return begun;
    }

    private void wrong(String log, Pass.Fault fault) {
        faulty = true;
        wrongFrom.set(fault.index());
        LOG.errorf(
                "THE LOG WAS ALTERED: entry %d of %s: %s; docs/runbooks/audit-log.md says what to do",
                fault.index(), log, fault.what());
    }
}
