package dev.portolan.gateway.child;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.line.CurrentLine;
import dev.portolan.gateway.line.Hearing;
import dev.portolan.gateway.line.InFlight;
import dev.portolan.gateway.line.Line;
import dev.portolan.gateway.line.Unheard;
import dev.portolan.gateway.transport.HttpAnswer;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * One process from its start to its end. Three threads wait for its streams, and for nothing else; what it says is
 * heard on the event loops of those it is for.
 */
final class Life implements Line {
    private static final Logger LOG = Logger.getLogger(Life.class);

    /** How long what a process wrote before it ended may take to arrive. */
    private static final long LAST_WORDS_MILLIS = 500;

    private final String name;
    private final Process process;
    private final Terms terms;
    private final Consumer<CurrentLine.End> onOver;
    private final Outbox outbox;
    private final InFlight inFlight;
    private final Unheard unheard;
    private final Hearing hearing;
    private final AtomicBoolean over = new AtomicBoolean();
    private final long begun = System.nanoTime();
    private volatile boolean isToEnd;

    /**
     * What holds for all lives of a connector.
     *
     * @param connector its id
     * @param longestLine in bytes
     * @param threads where streams are waited for
     */
    record Terms(
            String connector, int longestLine, ChildConfig config, ChildMetrics metrics, ExecutorService threads) {}

    /**
     * @param name tells it from the other lives of the connector
     * @param onOver run once, when it can no more be spoken to
     */
    Life(String name, Process process, Terms terms, Consumer<CurrentLine.End> onOver) {
        this.name = name;
        this.process = process;
        this.terms = terms;
        this.onOver = onOver;
        this.outbox = new Outbox(terms.config());
        this.inFlight = new InFlight(terms.config().unsureFor());
        this.unheard = new Unheard(terms.config().maxUnheard(), () -> {});
        this.hearing = new Hearing(name, inFlight, outbox::offer, unheard, terms.metrics()::dropped);
    }

    @Override
    public String name() {
        return name;
    }

    /** Begins to listen to it. */
    void begin() {
        terms.threads().execute(this::write);
        terms.threads().execute(this::drain);
        terms.threads().execute(this::read);
        Future<?> unused = process.onExit()
                .thenRunAsync(
                        this::over,
                        CompletableFuture.delayedExecutor(LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS, terms.threads()));
    }

    private void write() {
        try {
            outbox.write(process.getOutputStream());
        } catch (IOException gone) {
            // Whoever reads from it notices, too.
            outbox.close();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** What it writes there is for people who run it by hand; it must go somewhere or the process stands still. */
    private void drain() {
        byte[] chunk = new byte[4096];
        try (InputStream err = process.getErrorStream()) {
            for (int read = err.read(chunk); read >= 0; read = err.read(chunk)) {
                terms.metrics().stderr(read);
            }
        } catch (IOException gone) {
            // Nothing more comes.
        }
    }

    private void read() {
        JsonLimits limits = new JsonLimits(terms.longestLine(), JsonLimits.DEFAULT.maxDepth());
        try (InputStream out = process.getInputStream()) {
            new Lines(out, terms.longestLine()).read(heardIn(limits));
        } catch (IOException gone) {
            // Nothing more comes.
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } finally {
            over();
        }
    }

    private Lines.Reader heardIn(JsonLimits limits) {
        return new Lines.Reader() {
            @Override
            public void line(byte[] bytes) throws InterruptedException {
                unheard.awaitRoom();
                hearing.message(bytes, limits);
            }

            @Override
            public void tooLong() throws InterruptedException {
                unheard.awaitRoom();
                hearing.tooLong(limits);
            }
        };
    }

    @Override
    public void ask(InFlight.Pending pending) {
        if (pending.turns().areOver()) {
            return;
        }
        if (!inFlight.add(pending)) {
            pending.turns().unavailable("ended before it could be asked");
        } else if (!outbox.offer(pending.outbound().message())) {
            inFlight.take(pending.outbound().id());
            pending.turns().refuse(Refusal.CONNECTOR_BUSY, tooMany());
        }
    }

    private String tooMany() {
        return "Connector " + terms.connector() + " has as many messages waiting as it may have";
    }

    @Override
    public void giveUp(JsonRpcId id) {
        inFlight.giveUp(id);
    }

    @Override
    public Uni<HttpAnswer> tell(JsonSlice message) {
        return outbox.offer(message)
                ? Uni.createFrom().item(new HttpAnswer(202, name, null, 0))
                : Uni.createFrom().failure(new CallRefused(Refusal.CONNECTOR_BUSY, tooMany()));
    }

    @Override
    public Hearing hearing() {
        return hearing;
    }

    @Override
    public void end() {
        try {
            terms.threads().execute(this::endInTime);
        } catch (RejectedExecutionException stopping) {
            // It began as the gateway stops: whoever began it sees to its end.
            endInTime();
        }
    }

    /** Lets calls end for a while, then ends it. Blocks. */
    private void endInTime() {
        isToEnd = true;
        try {
            inFlight.awaitNone(terms.config().stopWait());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        over();
    }

    /** It can no more be spoken to: tells all who wait, and sees to it that nothing of it is left. */
    private void over() {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        Duration lived = Duration.ofNanos(System.nanoTime() - begun);
        List<InFlight.Pending> waiting = inFlight.close();
        hearing.close();
        outbox.close();
        // before those who wait are told: they may ask again at once, and shall be heard by the next
        onOver.accept(new CurrentLine.End(lived, waiting.stream().anyMatch(InFlight.Pending::isProbe)));
        waiting.forEach(left -> left.loop().execute(() -> left.turns().unavailable("ended before it answered")));
        try {
            new Ending(process, terms.config()).run();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        if (!isToEnd && !process.isAlive()) {
            LOG.warnf(
                    "the process of connector %s ended after %d s with status %d; it is started when it is needed",
                    terms.connector(), lived.toSeconds(), process.exitValue());
        }
    }
}
