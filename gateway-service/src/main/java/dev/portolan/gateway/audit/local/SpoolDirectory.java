package dev.portolan.gateway.audit.local;

import dev.portolan.audit.spool.Spool;
import dev.portolan.audit.spool.SpoolSettings;
import dev.portolan.audit.spool.disk.Directory;
import dev.portolan.audit.spool.disk.Disk;
import dev.portolan.gateway.audit.ingest.IngestClient;
import dev.portolan.gateway.audit.journal.AuditConfig;
import dev.portolan.gateway.audit.journal.AuditMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/** Where the spool lies, and whether it may lie there. */
public final class SpoolDirectory {
    private static final Logger LOG = Logger.getLogger(SpoolDirectory.class);
    private static final Set<String> VOLATILE = Set.of("tmpfs", "ramfs", "overlay", "overlayfs");

    private SpoolDirectory() {}

    /**
     * Opens the spool, after finding what earlier boots left in it.
     *
     * @param context of the log
     * @throws IllegalStateException if it must not lie there, is in use by another process, or cannot be read
     */
    public static SpoolStore open(
            Context context,
            AuditConfig config,
            UUID boot,
            IngestClient ingest,
            AuditMetrics metrics,
            MeterRegistry registry) {
        AuditConfig.Spool where = config.spool();
        try {
            Directory directory = Directory.open(where.directory());
            refuseVolatile(directory, where);
            return on(directory, context, config, boot, ingest, metrics, registry);
        } catch (IOException failure) {
            throw new IllegalStateException("the audit spool in " + where.directory()
                    + " cannot be used: it must be a directory that this process may write, that no other process"
                    + " uses, with space for a segment of " + where.segment().asLongValue() + " bytes");
        }
    }

    /**
     * Opens the spool on this disk, whatever it is.
     *
     * @throws IOException if it cannot be read, or there is no space for one segment and the counts
     */
    public static SpoolStore on(
            Disk disk,
            Context context,
            AuditConfig config,
            UUID boot,
            IngestClient ingest,
            AuditMetrics metrics,
            MeterRegistry registry)
            throws IOException {
        AuditConfig.Spool where = config.spool();
        SpoolMetrics gauges = new SpoolMetrics(registry);
        Voice voice = new Voice(gauges);
        SpoolSettings settings = SpoolSettings.of(
                        where.segment().asLongValue(), where.budget().asLongValue())
                .withGrace(where.grace())
                .withResults(sealed(config.keptResult().asLongValue()));
        Spool spool = Spool.open(disk, settings, boot, voice);
        gauges.watch(spool);
        KeptCounts counts = KeptCounts.open(disk, spool, context, config);
        SpoolStore store =
                new SpoolStore(context, spool, counts, new Delivery(context, config, spool, ingest, metrics));
        voice.heardBy.set(store);
        LOG.infof("audit spool %s, opened %d times, last record %d", spool.id(), spool.epoch(), spool.durable());
        return store;
    }

    /** How long a text is once it is sealed, in Base64. */
    private static int sealed(long bytes) {
        return (int) (bytes + 2) / 3 * 4;
    }

    private static void refuseVolatile(Directory directory, AuditConfig.Spool where) throws IOException {
        String type = directory.fileSystem().toLowerCase(Locale.ROOT);
        if (VOLATILE.contains(type) && !where.allowVolatile()) {
            directory.close();
            throw new IllegalStateException("gateway.audit.spool.directory lies on " + type
                    + ", which does not outlive this machine or container: put it on a disk, or set"
                    + " gateway.audit.spool.allow-volatile=true, or gateway.audit.durability=remote");
        }
    }

    /** What the spool says, before and after there is somebody to hear it. */
    private static final class Voice implements Spool.Follower {
        private final SpoolMetrics gauges;
        private final AtomicReference<SpoolStore> heardBy = new AtomicReference<>();

        Voice(SpoolMetrics gauges) {
            this.gauges = gauges;
        }

        @Override
        public void durable(long seq, long nanos) {
            gauges.forced(nanos);
            SpoolStore store = heardBy.get();
            if (store != null) {
                store.forced(seq);
            }
        }

        @Override
        public void dead(String why) {
            SpoolStore store = heardBy.get();
            if (store != null) {
                store.dead(why);
            }
        }
    }
}
