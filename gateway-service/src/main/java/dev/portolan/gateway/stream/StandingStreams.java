package dev.portolan.gateway.stream;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.audit.Attempt;
import dev.portolan.gateway.audit.AuditTrail;
import dev.portolan.gateway.audit.OpenedStream;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.listen.Announcements;
import dev.portolan.gateway.listen.ListenConfig;
import dev.portolan.gateway.session.Sender;
import dev.portolan.gateway.session.Sessions;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.Revision;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The streams that sessions of the older era have beside their requests, and what is subscribed to in those sessions.
 * A session has one such stream: a client that opens another is told there what it would have been told on the first.
 */
@Singleton
public class StandingStreams {
    private final Announcements announcements;
    private final AuditTrail trail;
    private final ListenConfig config;
    private final Clock clock;
    private final Vertx vertx;
    private final Lifelines lifelines;
    private final Map<String, StandingStream> streams = new LinkedHashMap<>(16, 0.75f, true);

    StandingStreams(
            Announcements announcements,
            AuditTrail trail,
            ListenConfig config,
            Clock clock,
            Vertx vertx,
            Lifelines lifelines) {
        this.announcements = announcements;
        this.trail = trail;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
        this.lifelines = lifelines;
    }

    /** Streams end before the server waits for its requests to end; it takes no new ones by then. */
    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        List<StandingStream> all;
        synchronized (streams) {
            all = List.copyOf(streams.values());
        }
        all.forEach(StandingStream::interrupt);
    }

    /**
     * Opens the stream of a session on this connection.
     *
     * @return how it ended, on record, once it did; fails with {@link ProtocolError} if it cannot be opened
     */
    public Uni<Answer> open(Sender sender, Sessions.Session session, Attempt attempt, ClientStream client) {
        if (!client.takesStreams()) {
            throw new ProtocolError(
                    406, ErrorCode.INVALID_REQUEST, "Accept must name text/event-stream: GET opens a stream");
        }
        boolean primed = session.revision().compareTo(Revision.V2025_11_25) >= 0;
        return trail.opened(attempt).chain(opened -> read(opened, sender, client, primed));
    }

    private Uni<Answer> read(OpenedStream opened, Sender sender, ClientStream client, boolean primed) {
        Caller caller = sender.caller();
        AtomicReference<@Nullable StreamReader> connection = new AtomicReference<>();
        return Uni.createFrom()
                .<Long>emitter(emitter -> {
                    StandingStream stream = of(sender);
                    StreamReader reader = new StreamReader(
                            client,
                            lifelines.of(client, caller.expiresAt()),
                            gone -> stream.left(gone, caller.expiresAt()),
                            emitter);
                    connection.set(reader);
                    String last = sender.header().apply(McpHeader.LAST_EVENT_ID);
                    stream.attach(reader, caller, last, primed);
                })
                .chain(sent -> trail.ended(opened, JsonObject.empty(), sent))
                .onFailure(ended -> !AuditTrail.isUnrecordable(ended))
                .recoverWithUni(ended -> trail.failed(opened, refused(ended), sent(connection.get())));
    }

    private static long sent(@Nullable StreamReader reader) {
        return reader == null ? 0 : reader.sent();
    }

    private static CallRefused refused(Throwable ended) {
        return ended instanceof CallRefused refused ? refused : ListenStream.defect();
    }

    /**
     * Subscribes a session to a resource.
     *
     * @throws CallRefused if the caller may not know of the resource, or listens as often as it may
     * @throws ProtocolError if changes of the resource do not become known, or it names too many
     */
    public void subscribe(Sender sender, String uri) {
        of(sender).subscribe(sender.caller(), uri);
    }

    /** Ends a subscription of a session, if there is one. */
    public void unsubscribe(Sender sender, String uri) {
        StandingStream known;
        synchronized (streams) {
            known = streams.get(key(sender));
        }
        if (known != null) {
            known.unsubscribe(uri);
        }
    }

    /** The session is over. */
    public void end(Sender sender) {
        StandingStream known;
        synchronized (streams) {
            known = streams.remove(key(sender));
        }
        if (known != null) {
            known.end();
        }
    }

    private StandingStream of(Sender sender) {
        Endpoint endpoint = sender.endpoint();
        synchronized (streams) {
            StandingStream known = streams.get(key(sender));
            if (known == null) {
                makeRoom();
                known = new StandingStream(endpoint, announcements, config, vertx, clock);
                streams.put(key(sender), known);
            }
            return known;
        }
    }

    /** Of sessions that nobody listens in, the one heard of longest ago is forgotten. */
    private void makeRoom() {
        if (streams.size() < config.maxListeners()) {
            return;
        }
        String idle = streams.entrySet().stream()
                .filter(entry -> entry.getValue().isResting())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(
                        () -> new CallRefused(Refusal.TOO_MANY_LISTENERS, "As many listen as may; try again later"));
        streams.remove(idle);
    }

    private static String key(Sender sender) {
        return String.valueOf(sender.header().apply(McpHeader.SESSION_ID));
    }
}
