package dev.portolan.audit.ledger;

import java.sql.SQLException;

/**
 * PostgreSQL did not take the batch, or not in time. Whether it was committed is not known; repeating it is safe.
 */
public final class LedgerUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sqlState;

    /** With PostgreSQL's five-character code, empty if the server was not reached. */
    LedgerUnavailable(String sqlState) {
        super("PostgreSQL did not take the batch, SQLSTATE " + sqlState, null, false, false);
        this.sqlState = sqlState;
    }

    /** PostgreSQL failed so. */
    public static LedgerUnavailable because(SQLException failure) {
        return new LedgerUnavailable(failure.getSQLState() == null ? "" : failure.getSQLState());
    }

    /** PostgreSQL's error code; empty if the server was not reached. */
    public String sqlState() {
        return sqlState;
    }
}
