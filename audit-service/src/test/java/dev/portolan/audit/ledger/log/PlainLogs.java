package dev.portolan.audit.ledger.log;

import io.agroal.api.AgroalDataSource;

/** The logs without a container. */
public final class PlainLogs {

    private PlainLogs() {}

    public static Logs of(AgroalDataSource database) {
        return new Logs(database);
    }
}
