package dev.portolan.gateway.resume;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.audit.Attempt;
import dev.portolan.gateway.audit.AuditTrail;
import dev.portolan.gateway.audit.OpenedStream;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.session.Sender;
import dev.portolan.gateway.stream.Lifelines;
import dev.portolan.gateway.stream.StreamReader;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.Revision;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The answers to requests of sessions that are streams on this replica, or were a moment ago. */
@Singleton
public class AnswerStreams {
    /** What one stream takes beside its messages, about. */
    private static final int OVERHEAD = 2_048;

    private final ResumeConfig config;
    private final Lifelines lifelines;
    private final AuditTrail trail;
    private final Vertx vertx;
    private final Room room;
    private final Map<String, AnswerStream> streams = new ConcurrentHashMap<>();

    AnswerStreams(ResumeConfig config, Lifelines lifelines, AuditTrail trail, Vertx vertx) {
        this.config = config;
        this.lifelines = lifelines;
        this.trail = trail;
        this.vertx = vertx;
        this.room = new Room(config.room().asLongValue());
    }

    ResumeConfig config() {
        return config;
    }

    /** The answer to a request of a session, which its client can come back for once it is a stream. */
    AnswerStream of(Asked asked, EventResponse response) {
        boolean primed = asked.revision().compareTo(Revision.V2025_11_25) >= 0;
        String session = String.valueOf(asked.header().apply(McpHeader.SESSION_ID));
        return new AnswerStream(response, this, session, primed, new KeptMessages(room, config.maxMessages())).soon();
    }

    /** Whether this event was one of an answer, here or on another replica, now or before. */
    static boolean isOfAnswer(String eventId) {
        return eventId.startsWith(KeptMessages.MARK);
    }

    /**
     * Goes on with an answer on another connection.
     *
     * @param lastEventId the last event that the client knows
     * @return how the stream ended, on record, once it did
     * @throws ProtocolError 410 if there is no such answer of this session, or not any more; 406 if the client takes no
     *     streams
     */
    Uni<Answer> resume(Sender sender, Attempt attempt, EventResponse response, String lastEventId) {
        AnswerStream stream = find(String.valueOf(sender.header().apply(McpHeader.SESSION_ID)), lastEventId);
        if (!response.takesStreams()) {
            throw new ProtocolError(
                    406, ErrorCode.INVALID_REQUEST, "Accept must name text/event-stream: GET opens a stream");
        }
        return trail.opened(attempt).chain(opened -> read(opened, stream, sender, response, lastEventId));
    }

    private AnswerStream find(String session, String eventId) {
        AnswerStream stream = streams.get(KeptMessages.nameIn(eventId));
        if (stream == null || !stream.isOf(session) || !stream.has(eventId)) {
            throw new ProtocolError(
                    410, ErrorCode.INVALID_REQUEST, "the answer that this event is of is not kept, or not any more");
        }
        return stream;
    }

    private Uni<Answer> read(
            OpenedStream opened, AnswerStream stream, Sender sender, EventResponse response, String lastEventId) {
        AtomicReference<@Nullable StreamReader> connection = new AtomicReference<>();
        return Uni.createFrom()
                .<Long>emitter(over -> {
                    StreamReader reader = reader(response, sender.caller().expiresAt(), stream::left, over);
                    connection.set(reader);
                    stream.attach(response, reader, lastEventId);
                })
                .chain(sent -> trail.ended(opened, JsonObject.empty(), sent))
                .onFailure(ended -> !AuditTrail.isUnrecordable(ended))
                .recoverWithUni(ended -> trail.failed(opened, refused(ended), sent(connection.get())));
    }

    private static long sent(@Nullable StreamReader reader) {
        return reader == null ? 0 : reader.sent();
    }

    private static CallRefused refused(Throwable ended) {
        return ended instanceof CallRefused refused
                ? refused
                : new CallRefused(Refusal.INTERNAL, "The gateway failed while it told an answer");
    }

    /** The connection that the request itself came by: it is not cut short for its token, as no answer is. */
    StreamReader readerOfRequest(
            EventResponse response, Consumer<StreamReader> left, UniEmitter<? super Long> whenOver) {
        return reader(response, Instant.MAX, left, whenOver);
    }

    private StreamReader reader(
            EventResponse response, Instant expiresAt, Consumer<StreamReader> left, UniEmitter<? super Long> whenOver) {
        return new StreamReader(response, lifelines.of(response, expiresAt), left, whenOver);
    }

    /** The session is over: nobody comes back. */
    void end(Sender sender) {
        String session = String.valueOf(sender.header().apply(McpHeader.SESSION_ID));
        List.copyOf(streams.values()).stream()
                .filter(stream -> stream.isOf(session))
                .forEach(AnswerStream::forget);
    }

    /** Remembers a stream, if there is room. */
    boolean add(AnswerStream stream) {
        boolean fits = room.take(OVERHEAD);
        if (fits) {
            streams.put(stream.name(), stream);
        }
        return fits;
    }

    /** Has an answer that is there be forgotten if nobody comes for it, or its room is needed. */
    void ended(Runnable forget) {
        room.mayFree(forget);
        vertx.setTimer(Math.max(1, config.linger().toMillis()), late -> forget.run());
    }

    void remove(AnswerStream stream, Runnable forget) {
        room.neverMind(forget);
        if (streams.remove(stream.name(), stream)) {
            room.give(OVERHEAD);
        }
    }

    /** Runs a step later, on this event loop. */
    long after(Duration wait, Runnable step) {
        return vertx.setTimer(Math.max(1, wait.toMillis()), due -> step.run());
    }

    void cancel(long timer) {
        vertx.cancelTimer(timer);
    }
}
