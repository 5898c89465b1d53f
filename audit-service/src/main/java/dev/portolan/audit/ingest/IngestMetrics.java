package dev.portolan.audit.ingest;

import dev.portolan.audit.ledger.Appended;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** What comes in: sizes, durations, and what became of it. */
@Startup // so that the meters can be scraped before the first batch
@ApplicationScoped
class IngestMetrics {

    private final DistributionSummary sizes;
    private final Timer durations;
    private final Counter accepted;
    private final Counter duplicates;
    private final Counter opaque;
    private final Counter unavailable;
    private final Counter outOfTurn;
    private final Timer delays;
    private final DistributionSummary ahead;
    private final Clock clock;

    IngestMetrics(MeterRegistry meters, Clock clock) {
        this.clock = clock;
        delays = Timer.builder("audit.ingest.delay")
                .description("From the newest event of a batch until the commit")
                .register(meters);
        ahead = DistributionSummary.builder("audit.ingest.clock.ahead")
                .description("By how much the newest event of a batch is later than our clock, if it is")
                .baseUnit("seconds")
                .register(meters);
        sizes = DistributionSummary.builder("audit.ingest.batch.events")
                .description("Items in a batch")
                .register(meters);
        durations = Timer.builder("audit.ingest.append")
                .description("From the batch being read to its commit")
                .publishPercentileHistogram()
                .register(meters);
        accepted = events(meters, "accepted");
        duplicates = events(meters, "duplicate");
        opaque = events(meters, "opaque");
        unavailable = Counter.builder("audit.ingest.unavailable")
                .description("Batches sent back because PostgreSQL or a free place was missing")
                .register(meters);
        outOfTurn = Counter.builder("audit.ingest.out.of.turn")
                .description("Batches sent back because a number before them was missing, or their boot is fenced")
                .register(meters);
    }

    void appended(Appended appended, Batch batch, Duration took) {
        sizes.record(batch.size());
        batch.newest().ifPresent(this::arrived);
        durations.record(took);
        accepted.increment(appended.accepted());
        duplicates.increment(appended.duplicates());
        opaque.increment(appended.opaque());
    }

    private void arrived(Instant newest) {
        Duration delay = Duration.between(newest, clock.instant());
        if (delay.isNegative()) {
            ahead.record(-delay.toMillis() / 1_000.0);
        } else {
            delays.record(delay);
        }
    }

    void unavailable() {
        unavailable.increment();
    }

    void outOfTurn() {
        outOfTurn.increment();
    }

    private static Counter events(MeterRegistry meters, String result) {
        return Counter.builder("audit.ingest.events")
                .description("Items by what became of them")
                .tag("result", result)
                .register(meters);
    }
}
