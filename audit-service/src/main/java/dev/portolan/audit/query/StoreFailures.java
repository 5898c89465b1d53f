package dev.portolan.audit.query;

import dev.portolan.audit.problem.ProblemMappers;
import dev.portolan.audit.store.ReadFailures;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What a reader is told when PostgreSQL does not answer, by SQLSTATE. */
public final class StoreFailures {

    private static final Logger LOG = Logger.getLogger(StoreFailures.class);

    /** A question that took too long is the reader's to narrow; anything else is a pause of the database. */
    @ServerExceptionMapper
    public Response failed(PersistenceException failure) {
        String state = Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(SQLException.class::isInstance)
                .map(cause -> Optional.ofNullable(((SQLException) cause).getSQLState()))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");
        LOG.warnf("query not answered, SQLSTATE '%s'", state);
        return ProblemMappers.answer(ReadFailures.problem(state));
    }
}
