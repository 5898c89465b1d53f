package dev.portolan.audit.stamp;

import dev.portolan.audit.ledger.log.Logs;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/** Stamping without a container. */
public final class PlainStamping {

    private PlainStamping() {}

    /** Once, what is due. */
    public static void stamp(Logs logs, TestAuthority authority) {
        of(logs, Optional.of(authority.url()), Clock.systemUTC(), new SimpleMeterRegistry())
                .stamp();
    }

    static Stamping of(Logs logs, Optional<URI> url, Clock clock, MeterRegistry meters) {
        Config config = new Config(url, Duration.ofSeconds(10));
        return new Stamping(logs, new StampClient(config), config, clock, meters);
    }

    record Config(Optional<URI> url, Duration timeout) implements StampConfig {
        @Override
        public Duration every() {
            return Duration.ofHours(1);
        }

        @Override
        public int maxAnswer() {
            return 65_536;
        }

        @Override
        public Duration maxBackoff() {
            return Duration.ofMinutes(3);
        }
    }
}
