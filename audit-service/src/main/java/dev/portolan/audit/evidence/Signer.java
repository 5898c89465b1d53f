package dev.portolan.audit.evidence;

import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.log.Head;
import dev.portolan.audit.ledger.log.LogTiles;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.audit.ledger.note.Epochs;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.EntryBundle;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.TileId;
import dev.portolan.tlog.TileSource;
import dev.portolan.tlog.Tree;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Signs the head of the log while it grows. It believes its own memory more than the database: what does not continue
 * the checkpoint it signed last it does not sign, and says so each time, until a person has decided.
 */
@ApplicationScoped
class Signer {

    private static final Logger LOG = Logger.getLogger(Signer.class);

    /** How an attempt ended. */
    enum Result {
        /** There is a new checkpoint. */
        SIGNED,
        /** The newest checkpoint says all there is. */
        NOTHING_NEW,
        /** This replica has no key, or another signs right now. */
        NOT_OURS,
        /** The log in the database does not continue what was signed. */
        REFUSED,
        /** Something does not work. */
        FAILED
    }

    private final Logs logs;
    private final SigningKeys keys;
    private final TlogConfig config;
    private final Epochs epochs;
    private final Clock clock;
    private final AtomicInteger refusing = new AtomicInteger();
    private final AtomicLong signedSize = new AtomicLong();

    Signer(Logs logs, SigningKeys keys, TlogConfig config, Epochs epochs, Clock clock, MeterRegistry meters) {
        this.logs = logs;
        this.keys = keys;
        this.config = config;
        this.epochs = epochs;
        this.clock = clock;
        Gauge.builder("audit.tlog.refusing", refusing, AtomicInteger::get)
                .description("1 while the signer refuses to sign what is in the database; should be 0")
                .register(meters);
        Gauge.builder("audit.tlog.signed.size", signedSize, AtomicLong::get)
                .description("Entries under the newest checkpoint that this replica signed")
                .register(meters);
    }

    @Scheduled(every = "${audit.tlog.every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sign() {
        refusing.set(attempt() == Result.REFUSED ? 1 : 0);
    }

    /** Signs if there is something new to sign and nothing speaks against it. */
    Result attempt() {
        if (keys.all().isEmpty() || config.memory().isEmpty()) {
            return Result.NOT_OURS;
        }
        Optional<Head> open = Optional.empty();
        try (SignerMemory memory = SignerMemory.open(config.memory().get()).orElse(null)) {
            if (memory == null) {
                return Result.NOT_OURS;
            }
            open = logs.open();
            return open.isEmpty() ? Result.FAILED : sign(open.get(), memory);
        } catch (IOException e) {
            LOG.errorf(
                    "the signer's memory %s does not work: %s", config.memory().get(), e.getMessage());
            return Result.FAILED;
        } catch (LedgerUnavailable e) {
            LOG.warnf("log not signed, SQLSTATE '%s'", e.sqlState());
            return Result.FAILED;
        }
    }

    private Result sign(Head head, SignerMemory memory) throws IOException {
        Checkpoint next = next(head);
        Optional<Checkpoint> last = memory.last();
        if (last.isEmpty() && logs.checkpoint(head.log()).isPresent()) {
            LOG.errorf(
                    "NOT SIGNED: checkpoints of %s were published and the signer's memory is gone."
                            + " Put the newest checkpoint anyone has into %s;"
                            + " docs/how-to/verify-the-audit-log.md says how.",
                    next.origin(), config.memory().orElseThrow());
            return Result.REFUSED;
        }
        if (last.isPresent() && !follows(last.get(), next, head.log())) {
            LOG.errorf(
                    "NOT SIGNED: the log in the database, %d entries of %s, does not continue the checkpoint signed"
                            + " last, %d entries of %s. Was a backup restored? What to do:"
                            + " docs/how-to/verify-the-audit-log.md",
                    next.size(), next.origin(), last.get().size(), last.get().origin());
            return Result.REFUSED;
        }
        SignedNote note = next.signedBy(keys.all());
        boolean known = last.filter(next::equals).isPresent();
        if (!known) {
            // remembered before anyone can see it: whatever happens next, it binds us
            memory.remember(note);
        }
        logs.publish(head.log(), head.size(), note.toString());
        signedSize.set(head.size());
        return known ? Result.NOTHING_NEW : Result.SIGNED;
    }

    /** Whether this replica signs, and refuses to: the log does not go on from what was signed. */
    boolean isStuck() {
        return attempt() == Result.REFUSED;
    }

    /**
     * Closes the log and opens another, whose first entry names the checkpoint that cannot be continued; then signs it.
     *
     * @param record the event that says who wants it
     * @return the log that grows from now on; nothing if it could not be opened
     */
    Optional<Head> beginAnew(String cause, UUID record) {
        try (SignerMemory memory =
                SignerMemory.open(config.memory().orElseThrow()).orElse(null)) {
            Optional<Reset> reset =
                    memory == null ? Optional.empty() : memory.note().map(Reset::new);
            if (reset.isEmpty()) {
                return Optional.empty();
            }
            epochs.begin(
                    reset.get().nextName(),
                    reset.get()
                            .members(Map.of(
                                    "cause", cause, "at", clock.instant().toString(), "record", record.toString())));
        } catch (IOException | LedgerUnavailable e) {
            LOG.errorf("the log was not begun anew: %s", e.getMessage());
            return Optional.empty();
        }
        attempt();
        return logs.open();
    }

    /** Whether it continues what was signed last, or is the log that was begun because nothing could. */
    private boolean follows(Checkpoint last, Checkpoint next, int log) {
        return last.origin().equals(next.origin()) ? continues(last, next, log) : takesThePlaceOf(last, next, log);
    }

    private boolean takesThePlaceOf(Checkpoint last, Checkpoint next, int log) {
        if (next.size() == 0) {
            return false;
        }
        try (LogTiles tiles = logs.tiles(log)) {
            byte[] bundle = tiles.bundle(TileId.inTree(TileId.ENTRIES, 0, next.size()));
            return Reset.of(EntryBundle.entries(bundle).get(0))
                    .filter(reset -> reset.last().equals(last))
                    .filter(reset -> next.origin().equals(config.origin() + "/" + reset.nextName()))
                    .isPresent();
        } catch (TileSource.TileMissing e) {
            return false;
        }
    }

    private Checkpoint next(Head head) {
        return new Checkpoint(config.origin() + "/" + head.name(), head.size(), head.root());
    }

    private boolean continues(Checkpoint last, Checkpoint next, int log) {
        if (last.size() > next.size()) {
            return false;
        }
        try (LogTiles tiles = logs.tiles(log)) {
            Tree tree = new Tree(next.size(), tiles);
            return tree.root().equals(next.root()) && tree.rootAt(last.size()).equals(last.root());
        } catch (TileSource.TileMissing e) {
            LOG.errorf("the log in the database has lost %s", e.tile().path());
            return false;
        }
    }
}
