package dev.portolan.connector.db.source;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.jboss.logging.Logger;

/** Looks at every source from start to end, each on its own, so that a slow one delays none of the others. */
@ApplicationScoped
public class SourceWatch {
    private static final Logger LOG = Logger.getLogger(SourceWatch.class);

    private final Sources sources;
    private final WatchConfig config;
    private final Vertx vertx;
    private final ManagedExecutor executor;

    public SourceWatch(Sources sources, WatchConfig config, Vertx vertx, ManagedExecutor executor) {
        this.sources = sources;
        this.config = config;
        this.vertx = vertx;
        this.executor = executor;
    }

    void start(@Observes StartupEvent event) {
        for (Source source : sources.all()) {
            AtomicBoolean looking = new AtomicBoolean();
            look(source, looking);
            vertx.setPeriodic(config.interval().toMillis(), id -> look(source, looking));
        }
    }

    private void look(Source source, AtomicBoolean looking) {
        if (looking.compareAndSet(false, true)) {
            executor.execute(() -> {
                try {
                    report(
                            source,
                            source.state(),
                            source.look(config.retryAfter().toNanos()));
                } finally {
                    looking.set(false);
                }
            });
        }
    }

    private static void report(Source source, SourceState before, SourceState now) {
        if (before.standing() != now.standing()) {
            LOG.logf(
                    now.isReady() ? Logger.Level.INFO : Logger.Level.WARN,
                    "source %s is %s: %s",
                    source.name(),
                    now.standing().wireName(),
                    now.sentence());
        }
    }

    void stop(@Observes ShutdownEvent event) {
        sources.all().forEach(source -> source.pool().close());
    }
}
