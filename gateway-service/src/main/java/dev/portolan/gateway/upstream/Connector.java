package dev.portolan.gateway.upstream;

import dev.portolan.gateway.audit.AdmittedCall;
import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.call.Reply;
import dev.portolan.gateway.catalog.Listing;
import dev.portolan.gateway.connectorfile.Address;
import dev.portolan.gateway.connectorfile.ConnectorSettings;
import dev.portolan.gateway.speech.Ask;
import dev.portolan.gateway.transport.EventLoop;
import dev.portolan.gateway.transport.UpstreamConfig;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/**
 * One connector as the gateway sees it: its eras, its own connections, its own limit of calls in flight and its own
 * circuit breaker, so that it can hurt nobody but itself.
 */
final class Connector {
    private static final TypeLiteral<Uni<Reply>> REPLY = new TypeLiteral<>() {};

    private final ConnectorSettings settings;
    private final UpstreamConfig config;
    private final Clock clock;
    private final Eras eras;
    private final Guard guard;
    private final Outgoing outgoing;
    private final ConnectorMetrics metrics;
    private final Runnable end;
    private final AtomicReference<@Nullable Judged> judged = new AtomicReference<>();
    private final AtomicReference<@Nullable Uni<Eras.Verdict>> judging = new AtomicReference<>();

    /** What holds for a connector: its own settings, what holds for all, and the time. */
    record Terms(ConnectorSettings settings, UpstreamConfig config, Clock clock) {}

    /** What is known of a connector, and since when. */
    record Judged(Eras.Verdict verdict, Instant at) {}

    /** @param end what is run when nobody will use it any more */
    Connector(Terms terms, Eras eras, Outgoing outgoing, ConnectorMetrics metrics, Runnable end) {
        this.end = end;
        this.settings = terms.settings();
        this.config = terms.config();
        this.clock = terms.clock();
        this.metrics = metrics;
        this.eras = eras;
        this.outgoing = outgoing;
        this.guard = Guard.create()
                .withDescription("connector " + settings.id())
                .withThreadOffload(false)
                .withBulkhead()
                .limit(settings.concurrency())
                // The shortest queue there is: who would wait long is better told to come again.
                .queueSize(1)
                .done()
                .withCircuitBreaker()
                .when(Connector::isItsFault)
                .requestVolumeThreshold(config.breakerWindow())
                .failureRatio(config.breakerRatio())
                .delay(config.breakerDelay().toMillis(), ChronoUnit.MILLIS)
                .done()
                .build();
    }

    private static boolean isItsFault(Throwable failure) {
        return failure instanceof CallRefused refused
                && (refused.refusal() == Refusal.CONNECTOR_UNAVAILABLE
                        || refused.refusal() == Refusal.CONNECTOR_TIMEOUT);
    }

    ConnectorSettings settings() {
        return settings;
    }

    /** The reply to an admitted call; fails with {@link CallRefused}. */
    Uni<Reply> forward(AdmittedCall call, CallListener listener) {
        boolean modern = call.permitted().routed().call().asked().revision().isModern();
        Ask ask = outgoing.of(call, listener);
        Executor loop = EventLoop.ofThisRequest();
        return metrics.counted(guard.get(
                        () -> verdict().emitOn(loop).chain(known -> known.speechFor(modern && ask.parked() == null)
                                .ask(ask)),
                        REPLY)
                .emitOn(loop)
                .onFailure(BulkheadException.class)
                .transform(full -> new CallRefused(
                        Refusal.CONNECTOR_BUSY,
                        "Connector " + settings.id() + " has " + settings.concurrency()
                                + " calls in flight, as many as it may have"))
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> new CallRefused(
                        Refusal.CONNECTOR_UNAVAILABLE,
                        "Connector " + settings.id() + " has failed too often lately; it is left alone for "
                                + config.breakerDelay().toSeconds() + " s")));
    }

    /** Everything the connector offers now; fails with {@link CallRefused}. Its eras are asked for again when due. */
    Uni<Listing> list() {
        Judged known = judged.get();
        boolean mayBecomeAnother = settings.address() instanceof Address.Endpoint;
        boolean due = known != null
                && mayBecomeAnother
                && known.verdict().modern().isEmpty()
                && known.at().plus(config.legacyVerdictAge()).isBefore(clock.instant());
        if (due) {
            judged.set(null);
        }
        ListReader.Bounds bounds = new ListReader.Bounds(config.listPages(), config.listEntries());
        return verdict()
                .chain(verdict ->
                        new ListReader(settings.id(), verdict.speechFor(true), bounds).read(verdict.introduction()))
                .onFailure()
                .invoke(() -> judged.set(null));
    }

    /** Nobody will use it any more. */
    void close() {
        end.run();
    }

    /** What is known of its eras, or empty if nothing is. */
    Optional<Judged> known() {
        return Optional.ofNullable(judged.get());
    }

    private Uni<Eras.Verdict> verdict() {
        Judged known = judged.get();
        if (known != null) {
            return Uni.createFrom().item(known.verdict());
        }
        return judging.updateAndGet(running -> running != null ? running : judgement());
    }

    /** Asked once however many wait for it. */
    private Uni<Eras.Verdict> judgement() {
        return eras.judge()
                .invoke(verdict -> judged.set(new Judged(verdict, clock.instant())))
                .onTermination()
                .invoke(() -> judging.set(null))
                .memoize()
                .indefinitely();
    }
}
