package dev.portolan.audit.ledger.note;

import io.agroal.api.AgroalDataSource;
import java.time.Clock;

/** What the log says of itself, without a container. */
public final class PlainNotes {

    private PlainNotes() {}

    public static Epochs epochs(AgroalDataSource database) {
        return new Epochs(database);
    }

    public static Gaps gaps(AgroalDataSource database) {
        return new Gaps(database, Clock.systemUTC());
    }
}
