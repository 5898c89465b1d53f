package dev.portolan.audit.store;

import io.agroal.api.AgroalDataSource;
import java.time.Duration;

/** Reading without a container. */
public final class PlainReading {

    private PlainReading() {}

    public static Reading of(AgroalDataSource database) {
        return new Reading(database, () -> Duration.ofMinutes(1));
    }
}
