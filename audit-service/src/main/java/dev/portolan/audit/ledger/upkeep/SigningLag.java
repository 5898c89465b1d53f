package dev.portolan.audit.ledger.upkeep;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** How far the signed checkpoints are behind the log, seen from the database: by every replica, whoever signs. */
@ApplicationScoped
class SigningLag {

    /** Of the open log: entries behind its newest checkpoint, and if there are any the age of that in seconds. */
    private static final String MEASURE = """
            SELECT l.size - coalesce(c.size, 0),
                   CASE WHEN l.size > coalesce(c.size, 0)
                        THEN coalesce(extract(epoch FROM clock_timestamp() - c.signed_at)::bigint, 0) ELSE 0 END
              FROM audit_log l
              LEFT JOIN LATERAL (SELECT size, signed_at FROM audit_checkpoint k WHERE k.log = l.log
                                  ORDER BY size DESC LIMIT 1) c ON true
             WHERE l.closed_at IS NULL
            """;

    private static final List<Figures.Figure> FIGURES = List.of(
            new Figures.Figure(
                    "audit.tlog.unsigned.entries", "Entries of the open log that no signed checkpoint covers yet"),
            new Figures.Figure(
                    "audit.tlog.unsigned.age",
                    "Age of the newest checkpoint while there are entries that it does not cover, else 0",
                    "seconds"));

    private final Figures figures;

    SigningLag(AgroalDataSource database, MeterRegistry meters) {
        this.figures = new Figures("signing lag", database, meters, MEASURE, FIGURES);
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void measure() {
        figures.measure();
    }
}
