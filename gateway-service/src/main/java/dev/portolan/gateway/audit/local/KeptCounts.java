package dev.portolan.gateway.audit.local;

import dev.portolan.audit.event.flood.Counted;
import dev.portolan.audit.spool.Spool;
import dev.portolan.audit.spool.disk.Disk;
import dev.portolan.audit.spool.disk.SlotFile;
import dev.portolan.gateway.audit.journal.AuditConfig;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What is counted and not yet recorded, in a file beside the segments, so that it outlives the process: the next boot
 * counts it on. Confined to the context of the log, but for {@link #close}; the file is written by a worker.
 */
final class KeptCounts {
    private static final Logger LOG = Logger.getLogger(KeptCounts.class);
    private static final String NAME = "counts";

    private final Context context;
    private final SlotFile file;
    private final long everyMillis;
    private final List<Counted> left;
    private Supplier<UnrecordedCounts> now;
    private boolean empty;
    private boolean due;
    private boolean changed;
    private boolean failing;
    private boolean closed;

    private KeptCounts(Context context, AuditConfig config, SlotFile file, UnrecordedCounts left) {
        this.context = context;
        this.file = file;
        this.everyMillis = config.spool().keepCounts().toMillis();
        this.left = left.counts();
        this.now = () -> left;
        this.empty = this.left.isEmpty();
    }

    /**
     * Opens the file and finds what earlier boots did not come to record.
     *
     * @param spool whose records say what they did
     * @throws IOException if it cannot be read or written, or there is no space for it
     */
    static KeptCounts open(Disk disk, Spool spool, Context context, AuditConfig config) throws IOException {
        int networks = config.flood().sources();
        SlotFile file = SlotFile.open(disk, NAME, UnrecordedCounts.longest(networks));
        UnrecordedCounts found = UnrecordedCounts.read(file.content());
        UnrecordedCounts left = found.without(spool).merged(networks);
        if (!found.counts().isEmpty()) {
            // before any of it is recorded: from here on each kind has one identifier
            file.replace(left.bytes());
        }
        if (!left.counts().isEmpty()) {
            LOG.warnf(
                    "%d refusals of an earlier start are counted and not on record: they are recorded now",
                    left.counts().stream().mapToLong(Counted::count).sum());
        }
        return new KeptCounts(context, config, file, left);
    }

    /** What earlier boots counted and did not come to record. */
    List<Counted> left() {
        return left;
    }

    /** From now on {@code counts} says what is to be kept. */
    void begin(Supplier<UnrecordedCounts> counts) {
        now = counts;
    }

    /** What is to be kept has changed: it is written, but not too often. */
    void changed() {
        changed = true;
        if (!due) {
            due = true;
            context.owner().setTimer(Math.max(1, everyMillis), id -> write());
        }
    }

    private void write() {
        changed = false;
        UnrecordedCounts counts = now.get();
        boolean nothing = counts.counts().isEmpty();
        if (nothing && empty) {
            due = false;
            return;
        }
        context.<Void>executeBlocking(
                        () -> {
                            replace(counts);
                            return null;
                        },
                        false)
                .onComplete(done -> written(done, nothing));
    }

    private void written(AsyncResult<Void> done, boolean nothing) {
        if (done.failed() && !failing) {
            LOG.error("counted refusals cannot be written to the disk; they are lost if the gateway is killed now");
        }
        failing = done.failed();
        empty = nothing && !failing;
        due = false;
        if (changed || failing) {
            changed();
        }
    }

    private synchronized void replace(UnrecordedCounts counts) throws IOException {
        if (!closed) {
            file.replace(counts.bytes());
        }
    }

    /** Writes what there is, and lets go of the file. Blocks; for any thread. */
    void close() {
        CompletableFuture<UnrecordedCounts> last = new CompletableFuture<>();
        context.runOnContext(none -> last.complete(now.get()));
        try {
            replace(last.get(1, TimeUnit.SECONDS));
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } catch (IOException | ExecutionException | TimeoutException failure) {
            LOG.error("counted refusals could not be written to the disk");
        }
        letGo();
    }

    private synchronized void letGo() {
        closed = true;
        try {
            file.close();
        } catch (IOException failure) {
            LOG.error("the file of counted refusals could not be closed");
        }
    }
}
