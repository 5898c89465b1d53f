package dev.portolan.audit.ledger.upkeep;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;

/** Whether every number that was acknowledged is on record once: one statement over all rows, now and then. */
@ApplicationScoped
class Completeness {

    private static final Logger LOG = Logger.getLogger(Completeness.class);

    private static final String MEASURE =
            "SELECT (SELECT count(*) FROM audit_missing), (SELECT count(*) FROM audit_behind WHERE replaced)";

    private static final List<Figures.Figure> FIGURES = List.of(
            new Figures.Figure(
                    "audit.ledger.incomplete.boots",
                    "Boots of which a record is missing or there twice; should be 0, -1 while not known"),
            new Figures.Figure(
                    "audit.ledger.replaced.boots",
                    "Boots that had more than is here and whose gateway came back with another spool;"
                            + " should be 0, -1 while not known"));

    private static final int INCOMPLETE = 0;
    private static final int REPLACED = 1;

    /** Before the first look, and when the last one failed. */
    private static final long UNKNOWN = -1;

    private final Figures figures;

    Completeness(AgroalDataSource database, MeterRegistry meters) {
        this.figures = new Figures("completeness", database, meters, MEASURE, FIGURES);
        figures.set(UNKNOWN);
    }

    /** Boots of which something is missing, when last looked at; -1 if that is not known. */
    long incompleteBoots() {
        return figures.get(INCOMPLETE);
    }

    @Scheduled(every = "${audit.partitions.every:1h}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void measure() {
        if (!figures.measure()) {
            figures.set(UNKNOWN);
        }
        if (figures.get(INCOMPLETE) > 0) {
            LOG.errorf("records of %d boots are missing or there twice: see audit_missing", figures.get(INCOMPLETE));
        }
        if (figures.get(REPLACED) > 0) {
            LOG.errorf("the spools of %d boots seem to be lost: docs/runbooks/audit-spool.md", figures.get(REPLACED));
        }
    }
}
