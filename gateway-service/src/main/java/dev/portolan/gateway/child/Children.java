package dev.portolan.gateway.child;

import dev.portolan.gateway.connectorfile.Address;
import dev.portolan.gateway.connectorfile.ConnectorSettings;
import dev.portolan.gateway.line.Backoff;
import dev.portolan.gateway.line.CurrentLine;
import dev.portolan.gateway.line.LineTransport;
import dev.portolan.gateway.transport.Transport;
import dev.portolan.gateway.transport.Turns;
import dev.portolan.gateway.transport.UpstreamConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** All connectors that are child processes. When the gateway stops, it waits until they have ended. */
@Singleton
public class Children {
    private static final Logger LOG = Logger.getLogger(Children.class);

    private final Vertx vertx;
    private final ChildConfig config;
    private final UpstreamConfig upstream;
    private final MeterRegistry registry;
    private final ExecutorService threads;

    Children(Vertx vertx, ChildConfig config, UpstreamConfig upstream, MeterRegistry registry) {
        this.vertx = vertx;
        this.config = config;
        this.upstream = upstream;
        this.registry = registry;
        // As many as children need, which is a few each: they wait for streams, not for one another.
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "connector-child");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The way to the connector of these settings, which is that command. Nothing is started yet.
     *
     * @param longestLine it may write, in bytes
     */
    public Transport transport(ConnectorSettings settings, Address.Command command, int longestLine) {
        Life.Terms terms =
                new Life.Terms(settings.id(), longestLine, config, new ChildMetrics(registry, settings.id()), threads);
        Backoff backoff = new Backoff(config.firstRestart(), config.longestRestart(), config.steadyAfter());
        CurrentLine current = new CurrentLine(settings.id(), new ChildStarter(new Launch(command), terms), backoff);
        return new LineTransport(settings.id(), current, vertx, Turns.Waits.of(settings, upstream));
    }

    /** Those who use them have closed them before. */
    @PreDestroy
    void awaitTheirEnd() {
        threads.shutdown();
        Duration atMost = config.stopWait().plus(config.killWait()).multipliedBy(2);
        try {
            if (!threads.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("not all processes of connectors could be ended");
                threads.shutdownNow();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
