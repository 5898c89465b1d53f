package dev.portolan.audit.access;

import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.problem.Problem;
import dev.portolan.audit.problem.ProblemMappers;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a reader is told when the ledger cannot be asked. */
public final class LedgerFailures {

    private static final Logger LOG = Logger.getLogger(LedgerFailures.class);

    /** A pause of the database: to be asked again. */
    @ServerExceptionMapper
    public Response away(LedgerUnavailable failure) {
        LOG.warnf("ledger not read, SQLSTATE '%s'", failure.sqlState());
        return ProblemMappers.answer(Problem.unavailable("The audit database does not answer."));
    }
}
