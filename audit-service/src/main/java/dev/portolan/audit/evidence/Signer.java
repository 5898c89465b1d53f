package dev.portolan.audit.evidence;

import dev.portolan.audit.ledger.LedgerUnavailable;
import dev.portolan.audit.ledger.log.Head;
import dev.portolan.audit.ledger.log.LogTiles;
import dev.portolan.audit.ledger.log.Logs;
import dev.portolan.tlog.Checkpoint;
import dev.portolan.tlog.SignedNote;
import dev.portolan.tlog.TileSource;
import dev.portolan.tlog.Tree;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;
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
    private final AtomicInteger refusing = new AtomicInteger();
    private final AtomicLong signedSize = new AtomicLong();

    Signer(Logs logs, SigningKeys keys, TlogConfig config, MeterRegistry meters) {
        this.logs = logs;
        this.keys = keys;
        this.config = config;
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
        Checkpoint next = new Checkpoint(config.origin() + "/" + head.name(), head.size(), head.root());
        Optional<Checkpoint> last = memory.last();
        if (last.isEmpty() && logs.checkpoint(head.log()).isPresent()) {
            LOG.errorf(
                    "NOT SIGNED: checkpoints of %s were published and the signer's memory is gone."
                            + " Put the newest checkpoint anyone has into %s;"
                            + " docs/how-to/verify-the-audit-log.md says how.",
                    next.origin(), config.memory().orElseThrow());
            return Result.REFUSED;
        }
        if (last.isPresent() && !continues(last.get(), next, head.log())) {
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

    private boolean continues(Checkpoint last, Checkpoint next, int log) {
        if (!last.origin().equals(next.origin()) || last.size() > next.size()) {
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
