package dev.portolan.gateway.child;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.line.CurrentLine;
import dev.portolan.gateway.line.Line;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** Starts the process of one connector. */
final class ChildStarter implements CurrentLine.Starter {
    private static final Logger LOG = Logger.getLogger(ChildStarter.class);

    private final Launch launch;
    private final Life.Terms terms;

    ChildStarter(Launch launch, Life.Terms terms) {
        this.launch = launch;
        this.terms = terms;
    }

    @Override
    public void start(String name, CompletableFuture<Line> next, Consumer<CurrentLine.End> over) {
        terms.threads().execute(() -> begin(name, next, over));
    }

    private void begin(String name, CompletableFuture<Line> next, Consumer<CurrentLine.End> over) {
        try {
            Process process = launch.start();
            terms.metrics().started();
            Life life = new Life(name, process, terms, over);
            life.begin();
            next.complete(life);
        } catch (CannotStart e) {
            LOG.warnf("the process of connector %s %s", terms.connector(), e.text());
            over.accept(new CurrentLine.End(Duration.ZERO, false));
            next.completeExceptionally(new CallRefused(
                    Refusal.CONNECTOR_UNAVAILABLE, "Connector " + terms.connector() + " cannot be started"));
        }
    }
}
