package dev.portolan.audit;

import dev.portolan.audit.event.UuidV7;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What the JDK gives and the rest is handed: the clock and the identifiers made from it. */
final class AuditWiring {

    @Produces
    @Singleton
    static Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    static UuidV7 identifiers(Clock clock) {
        return new UuidV7(clock);
    }
}
