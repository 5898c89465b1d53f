package dev.portolan.audit.ledger.upkeep;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** How full the ledger is. */
@ApplicationScoped
class LedgerMetrics {

    /** Rows as PostgreSQL's planner estimates them: exact counting would read the table. */
    private static final String MEASURE = """
            SELECT (SELECT coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint
                      FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
                     WHERE i.inhparent = 'audit_event'::regclass),
                   (SELECT count(*) FROM audit_event_default),
                   (SELECT count(*) FROM audit_opaque),
                   (SELECT count(*) FROM audit_payload WHERE error <> ''),
                   has_table_privilege('audit_event', 'UPDATE, DELETE, TRUNCATE')::int
            """;

    private static final List<Figures.Figure> FIGURES = List.of(
            new Figures.Figure("audit.ledger.rows", "Events in the ledger, PostgreSQL's estimate"),
            new Figures.Figure(
                    "audit.ledger.default.partition.rows", "Events that no month's partition covers; should be 0"),
            new Figures.Figure("audit.ledger.opaque.rows", "Entries that could not be read as events; should be 0"),
            new Figures.Figure(
                    "audit.payload.error.rows",
                    "Payloads that are kept as they came, because they cannot be believed; should be 0"),
            new Figures.Figure(
                    "audit.ledger.alterable",
                    "1 if our own database user could change or delete what is on record; should be 0"));

    private final Figures figures;

    LedgerMetrics(AgroalDataSource database, MeterRegistry meters) {
        this.figures = new Figures("ledger", database, meters, MEASURE, FIGURES);
    }

    @Scheduled(every = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void measure() {
        figures.measure();
    }
}
