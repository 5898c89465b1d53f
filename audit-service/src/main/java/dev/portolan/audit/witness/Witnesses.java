package dev.portolan.audit.witness;

import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.log.Head;
import dev.portolan.audit.ledger.log.LogTiles;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.outward.Retry;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.Policy;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.TileSource;
import dev.portolan.tlog.Tree;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Sends each new checkpoint of the log that grows to the witnesses, keeps what they sign. Nothing waits for them. */
@Startup // so that a policy that cannot be read keeps the service from starting
@ApplicationScoped
class Witnesses {

    private static final Logger LOG = Logger.getLogger(Witnesses.class);
    private static final Retry NOT_FAILED = Retry.none(Duration.ofSeconds(5));

    /** A witness answers so if a proof does not hold. */
    private static final int NOT_CONSISTENT = 422;

    /** A witness answers so if it knows another size than we thought. */
    private static final int OTHER_SIZE = 409;

    private final Logs logs;
    private final WitnessPolicy policy;
    private final WitnessClient client;
    private final WitnessConfig config;
    private final Clock clock;
    private final Counter refused;
    private final Map<Policy.Witness, State> states = new ConcurrentHashMap<>();

    /** When a witness last had all there was, and when it is asked again. */
    private record State(Instant upToDate, Retry retry) {}

    /** A witness does not sign. */
    private static final class Unsigned extends Exception {

        private static final long serialVersionUID = 1L;

        Unsigned(String why) {
            super(why, null, false, false);
        }
    }

    Witnesses(
            Logs logs,
            WitnessPolicy policy,
            WitnessClient client,
            WitnessConfig config,
            Clock clock,
            MeterRegistry meters) {
        this.logs = logs;
        this.policy = policy;
        this.client = client;
        this.config = config;
        this.clock = clock;
        policy.witnesses().forEach(witness -> states.put(witness, fresh(clock.instant())));
        refused = Counter.builder("audit.witness.refused")
                .description("Times a witness said that a checkpoint does not continue what it saw; should be 0")
                .register(meters);
        Gauge.builder("audit.witness.behind", this, Witnesses::secondsBehind)
                .description(
                        "Since the witness that is furthest behind had signed the newest checkpoint; 0 without any")
                .baseUnit("seconds")
                .register(meters);
    }

    @Scheduled(every = "${audit.witness.every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void ask() {
        if (states.isEmpty()) {
            return;
        }
        try {
            Optional<Head> open = logs.open();
            Optional<SignedNote> newest =
                    open.flatMap(head -> logs.checkpoint(head.log())).map(SignedNote::parse);
            if (newest.isPresent()) {
                policy.witnesses().forEach(witness -> ask(witness, open.get().log(), newest.get()));
            }
        } catch (LedgerUnavailable e) {
            LOG.warnf("witnesses not asked, SQLSTATE '%s'", e.sqlState());
        }
    }

    private void ask(Policy.Witness witness, int log, SignedNote checkpoint) {
        Instant now = clock.instant();
        State state = states.getOrDefault(witness, fresh(now));
        if (checkpoint.by(witness.key()).isPresent()) {
            states.put(witness, fresh(now));
        } else if (state.retry().isDue(now)) {
            try {
                SignedNote.Line line = cosignature(witness, log, checkpoint);
                logs.cosign(log, size(checkpoint), witness.key().toString(), line.toString());
                states.put(witness, fresh(now));
            } catch (IOException | Unsigned e) {
                LOG.warnf("witness %s did not sign: %s", witness.key().name(), e.getMessage());
                Retry later = state.retry().failed(now, config.maxBackoff());
                states.put(witness, new State(state.upToDate(), later));
            }
        }
    }

    private SignedNote.Line cosignature(Policy.Witness witness, int log, SignedNote checkpoint)
            throws IOException, Unsigned {
        WitnessClient.Answer answer =
                add(witness, log, logs.cosignedSize(log, witness.key().toString()), checkpoint);
        if (answer.status() == OTHER_SIZE) {
            answer = add(witness, log, knownSize(answer, checkpoint), checkpoint);
        }
        if (answer.status() == NOT_CONSISTENT) {
            refused.increment();
            throw new Unsigned("IT SAW ANOTHER LOG; docs/runbooks/audit-log.md says what to do");
        }
        if (answer.status() != 200) {
            throw new Unsigned("it answered HTTP " + answer.status());
        }
        try {
            return SignedNote.parse(checkpoint + answer.text())
                    .by(witness.key())
                    .orElseThrow(() -> new Unsigned("its answer has no signature of its key"));
        } catch (IllegalArgumentException e) {
            throw new Unsigned("its answer is no signature");
        }
    }

    private WitnessClient.Answer add(Policy.Witness witness, int log, long earlier, SignedNote checkpoint)
            throws IOException, Unsigned {
        try (LogTiles tiles = logs.tiles(log)) {
            return client.add(
                    witness.url().orElseThrow(), new Tree(size(checkpoint), tiles).consistency(earlier), checkpoint);
        } catch (TileSource.TileMissing e) {
            throw new Unsigned("the log in the database has lost " + e.tile().path());
        }
    }

    /** What a witness knows that knows another size. If that is more than there is, it saw another log. */
    private long knownSize(WitnessClient.Answer answer, SignedNote checkpoint) throws Unsigned {
        String text = answer.text().strip();
        if (!text.matches("[0-9]{1,18}")) {
            throw new Unsigned("it knows another size and does not say which");
        }
        long known = Long.parseLong(text);
        if (known > size(checkpoint) && isNewest(checkpoint)) {
            refused.increment();
            throw new Unsigned("IT SAW " + known + " ENTRIES; docs/runbooks/audit-log.md says what to do");
        }
        if (known > size(checkpoint)) {
            throw new Unsigned("it has a newer checkpoint by now");
        }
        return known;
    }

    /** Another replica may have sent a newer one meanwhile. */
    private boolean isNewest(SignedNote checkpoint) {
        return logs.open()
                .flatMap(head -> logs.checkpoint(head.log()))
                .filter(note -> size(SignedNote.parse(note)) > size(checkpoint))
                .isEmpty();
    }

    private double secondsBehind() {
        return states.values().stream()
                .map(State::upToDate)
                .min(Comparator.naturalOrder())
                .map(since -> Duration.between(since, clock.instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }

    private static State fresh(Instant now) {
        return new State(now, NOT_FAILED);
    }

    private static long size(SignedNote checkpoint) {
        return Checkpoint.parse(checkpoint.text()).size();
    }
}
