package dev.portolan.audit.store;

import dev.portolan.audit.problem.Problem;

/** What a reader is told when PostgreSQL does not answer, by SQLSTATE. */
public final class ReadFailures {

    /** query_canceled: statement_timeout passed. */
    private static final String QUERY_CANCELED = "57014";

    private ReadFailures() {}

    /** A question that took too long is the reader's to narrow; anything else is a pause of the database. */
    public static Problem problem(String sqlState) {
        return sqlState.equals(QUERY_CANCELED)
                ? Problem.badRequest("The question took too long to answer.", "Narrow it with 'from' and 'to'.")
                : Problem.unavailable("The audit database did not answer.");
    }
}
