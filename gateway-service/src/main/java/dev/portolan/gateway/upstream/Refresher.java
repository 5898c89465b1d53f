package dev.portolan.gateway.upstream;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.catalog.Listing;
import dev.portolan.gateway.change.ChangeControl;
import dev.portolan.gateway.connectorfile.ConnectorSettings;
import dev.portolan.gateway.listen.Announcements;
import dev.portolan.gateway.transport.UpstreamConfig;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Keeps the catalog's view of one connector current: looks at its lists again and again, with jitter so that replicas
 * do not look at once, sooner after a failure, and at once when the connector says that they changed. What was known
 * stays, marked stale. Lives on one event loop.
 */
final class Refresher {
    private static final Logger LOG = Logger.getLogger(Refresher.class);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

    private final Connector connector;
    private final ChangeControl catalog;
    private final Vertx vertx;
    private final Context loop;
    private final Attention attention;
    private final Duration pause;
    private volatile boolean tried;
    private volatile boolean stopped;
    private boolean looking;
    private boolean lookAgain;
    private long begun;
    private long timer = -1;
    private int failures;

    Refresher(
            Connector connector,
            ChangeControl catalog,
            Announcements announcements,
            UpstreamConfig config,
            Vertx vertx) {
        this.connector = connector;
        this.catalog = catalog;
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.pause = config.lookPause();
        this.attention = new Attention(connector.settings().id(), announcements, config, this::lookSoon, vertx);
    }

    /** Looks now, and from then on by itself. */
    void begin() {
        loop.runOnContext(ready -> look());
    }

    private void look() {
        if (stopped) {
            return;
        }
        looking = true;
        lookAgain = false;
        begun = System.nanoTime();
        connector
                .list()
                .emitOn(step -> loop.runOnContext(now -> step.run()))
                .subscribe()
                .with(this::found, this::failed);
    }

    /** Looks as soon as it may, since the connector says that something changed. */
    private void lookSoon() {
        loop.runOnContext(now -> {
            lookAgain = true;
            if (!looking) {
                vertx.cancelTimer(timer);
                lookAfterPause();
            }
        });
    }

    private void lookAfterPause() {
        long elapsed = (System.nanoTime() - begun) / 1_000_000;
        timer = vertx.setTimer(Math.max(1, pause.toMillis() - elapsed), due -> look());
    }

    /** What somebody wants to hear of may have changed. */
    void wanted() {
        attention.wanted();
    }

    /** Looks and hears no more. */
    void stop() {
        stopped = true;
        attention.stop();
    }

    /** Whether the connector was asked at least once, whatever came of it. */
    boolean tried() {
        return tried;
    }

    private void found(Listing listing) {
        if (failures > 0 || !tried) {
            LOG.infof(
                    "connector %s offers %d tools, %d prompts, %d resources, %d templates",
                    listing.connector(),
                    listing.tools().size(),
                    listing.prompts().size(),
                    listing.resources().size(),
                    listing.templates().size());
        }
        failures = 0;
        boolean hold = connector.settings().changes() == ConnectorSettings.Changes.HOLD;
        keeping(() -> catalog.found(listing, hold));
        connector.known().filter(known -> !stopped).ifPresent(attention::offered);
        again(connector.settings().pollInterval());
    }

    private void failed(Throwable failure) {
        String id = connector.settings().id();
        if (failures++ == 0) {
            String what = failure instanceof CallRefused refused
                    ? refused.text()
                    : failure.getClass().getName();
            LOG.warnf("connector %s cannot be listed; what is known of it stays, marked stale: %s", id, what);
        }
        keeping(() -> catalog.lost(id));
        Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(failures - 1, 10));
        Duration longest = connector.settings().pollInterval();
        again(wait.compareTo(longest) < 0 ? wait : longest);
    }

    /** Whatever is wrong with a listing, looking goes on: a connector that is mended comes back by itself. */
    private void keeping(Runnable change) {
        if (stopped) {
            return;
        }
        try {
            change.run();
        } catch (RuntimeException unusable) {
            LOG.errorf(
                    "what connector %s offers cannot be taken into the catalog: %s",
                    connector.settings().id(), unusable.getClass().getName());
        }
    }

    private void again(Duration wait) {
        tried = true;
        looking = false;
        if (lookAgain) {
            lookAfterPause();
            return;
        }
        long millis = wait.toMillis();
        long jittered = millis - ThreadLocalRandom.current().nextLong(millis / 5 + 1);
        timer = vertx.setTimer(Math.max(1, jittered), due -> look());
    }
}
