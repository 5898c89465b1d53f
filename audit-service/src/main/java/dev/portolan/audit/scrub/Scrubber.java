package dev.portolan.audit.scrub;

import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.log.Head;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Recomputes the open log from its records, over and over, so that a change in the database shows although nobody asked
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
    private @Nullable Pass pass;

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
                .description("Since the last pass over the whole log that found nothing, or since the start")
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
        fault.ifPresent(this::wrong);
        if (fault.isPresent()) {
            pass = null;
        } else if (current.isOver()) {
            pass = null;
            passed = clock.instant();
            absent.set(current.absent());
            wrongFrom.set(NONE);
        }
    }

    private Optional<Pass> begun() {
        // the checkpoint first: the head has grown past it by the time it is read
        Optional<Head> open = logs.open();
        Optional<Checkpoint> signed = open.flatMap(head -> logs.checkpoint(head.log()))
                .map(note -> Checkpoint.parse(SignedNote.parse(note).text()));
        return logs.open().map(head -> new Pass(head, signed));
    }

    private void wrong(Pass.Fault fault) {
        wrongFrom.set(fault.index());
        LOG.errorf(
                "THE LOG WAS ALTERED: entry %d: %s; docs/runbooks/audit-log.md says what to do",
                fault.index(), fault.what());
    }
}
