package dev.portolan.audit.stamp;

import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.log.Head;
import dev.portolan.audit.ledger.log.LogStamps;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.outward.Retry;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Has the newest checkpoint of the log that grows stamped when the last stamp is old. Nothing waits for it. */
@Startup // so that a URL that is none keeps the service from starting
@ApplicationScoped
class Stamping {

    private static final Logger LOG = Logger.getLogger(Stamping.class);

    private final Logs logs;
    private final StampClient client;
    private final StampConfig config;
    private final Clock clock;
    private final boolean configured;

    /** Written by the scheduler, read by who asks for the gauge. */
    private volatile State state = State.IN_ORDER;

    /** Since when a stamp is due, and when the authority is asked. */
    private record State(Optional<Instant> due, Retry retry) {

        static final State IN_ORDER = new State(Optional.empty(), Retry.none(Duration.ofMinutes(1)));

        State later(Instant now, Duration maxBackoff) {
            return new State(due.or(() -> Optional.of(now)), retry.failed(now, maxBackoff));
        }
    }

    Stamping(Logs logs, StampClient client, StampConfig config, Clock clock, MeterRegistry meters) {
        this.logs = logs;
        this.client = client;
        this.config = config;
        this.clock = clock;
        this.configured = client.isConfigured();
        Gauge.builder("audit.stamp.overdue", this, Stamping::secondsOverdue)
                .description("Since the newest checkpoint should have got a time stamp; 0 if none is due")
                .baseUnit("seconds")
                .register(meters);
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void stamp() {
        if (!configured) {
            return;
        }
        Instant now = clock.instant();
        try {
            Optional<Integer> log = logs.open().map(Head::log);
            Optional<LogStamps.Unstamped> due = log.flatMap(open -> due(open, now));
            if (due.isEmpty()) {
                state = State.IN_ORDER;
            } else if (state.retry().isDue(now)) {
                // before it is asked: what it gives is paid for, also if it cannot be kept
                state = state.later(now, config.maxBackoff());
                stamp(log.get(), due.get(), now);
                state = State.IN_ORDER;
            }
        } catch (NotStamped e) {
            LOG.warnf("the authority did not stamp the log: %s", e.getMessage());
        } catch (LedgerUnavailable e) {
            LOG.warnf("log not stamped, SQLSTATE '%s'", e.sqlState());
        }
    }

    private Optional<LogStamps.Unstamped> due(int log, Instant now) {
        try (LogStamps stamps = logs.stamps(log)) {
            boolean fresh = stamps.last()
                    .filter(at -> now.isBefore(at.plus(config.every())))
                    .isPresent();
            return fresh ? Optional.empty() : stamps.unstamped();
        }
    }

    /** Holds no connection while it waits. */
    private void stamp(int log, LogStamps.Unstamped checkpoint, Instant now) throws NotStamped {
        byte[] token = client.stamp(checkpoint.checkpoint());
        try (LogStamps stamps = logs.stamps(log)) {
            stamps.add(checkpoint.size(), token, now);
        }
    }

    private double secondsOverdue() {
        return state.due()
                .map(since -> Duration.between(since, clock.instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }
}
