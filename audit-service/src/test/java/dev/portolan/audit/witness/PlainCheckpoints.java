package dev.portolan.audit.witness;

import dev.portolan.audit.ledger.log.Logs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The checkpoints to show without a container. */
public final class PlainCheckpoints {

    private PlainCheckpoints() {}

    /** Without witnesses. */
    public static Checkpoints of(Logs logs) {
        return new Checkpoints(logs, new WitnessPolicy(new Config(Optional.empty())));
    }

    record Config(Optional<Path> policy) implements WitnessConfig {
        @Override
        public String every() {
            return "5s";
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(10);
        }

        @Override
        public Duration maxBackoff() {
            return Duration.ofSeconds(20);
        }
    }
}
