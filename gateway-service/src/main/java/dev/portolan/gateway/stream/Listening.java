package dev.portolan.gateway.stream;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.audit.AuditTrail;
import dev.portolan.gateway.audit.OpenedStream;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.listen.Announcements;
import dev.portolan.gateway.listen.ListenConfig;
import dev.portolan.gateway.listen.ListenFilter;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.ProtocolError;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Serves {@code subscriptions/listen}: streams that last until their token, the client or the gateway ends them. */
@Singleton
public class Listening {
    private final Announcements announcements;
    private final AuditTrail trail;
    private final ListenConfig config;
    private final Lifelines lifelines;
    private final Set<ListenStream> open = ConcurrentHashMap.newKeySet();

    Listening(Announcements announcements, AuditTrail trail, ListenConfig config, Lifelines lifelines) {
        this.announcements = announcements;
        this.trail = trail;
        this.config = config;
        this.lifelines = lifelines;
    }

    /** Clients hear that the stream ends before the server waits for its requests to end. */
    void stop(@Observes ShutdownDelayInitiatedEvent stopping) {
        List.copyOf(open).forEach(ListenStream::endSoon);
    }

    /**
     * The last message of the stream, on record, after all others went out; or why there is no stream.
     *
     * @param tasks the tasks the caller may ask for
     */
    public Uni<Answer> listen(Asked asked, ClientStream client, KnownTasks tasks) {
        try {
            return stream(asked, client, tasks);
        } catch (ProtocolError fault) {
            return trail.refused(asked, CallRefused.malformed(fault));
        }
    }

    private Uni<Answer> stream(Asked asked, ClientStream client, KnownTasks tasks) {
        JsonSlice wish = asked.message().params().get("notifications");
        ListenFilter filter =
                ListenFilter.of(wish).with(watched(asked, wish == null ? JsonObject.empty() : wish.members(), tasks));
        if (!client.takesStreams()) {
            throw new ProtocolError(
                    406, ErrorCode.INVALID_REQUEST, "Accept must name text/event-stream: notices come as a stream");
        }
        return trail.opened(asked).chain(opened -> run(opened, asked, filter, client, tasks));
    }

    /** Task notices may be asked for only by a client that knows tasks; ids that say nothing to us are passed over. */
    private Map<String, Call.Task> watched(Asked asked, JsonObject wish, KnownTasks tasks) {
        Set<String> ids = ListenFilter.texts(wish, "taskIds");
        if (wish.has("taskIds")) {
            asked.client().requireTasks("taskIds");
        }
        if (ids.size() > config.maxTasks()) {
            throw new ProtocolError(
                    200,
                    ErrorCode.INVALID_PARAMS,
                    "more tasks than one listener may subscribe to: " + config.maxTasks());
        }
        Map<String, Call.Task> watched = new HashMap<>();
        ids.forEach(id -> tasks.task(id).ifPresent(task -> watched.put(id, task)));
        return watched;
    }

    private Uni<Answer> run(
            OpenedStream opened, Asked asked, ListenFilter filter, ClientStream client, KnownTasks tasks) {
        ListenStream stream = new ListenStream(
                asked.message().requestId(),
                client,
                lifelines.of(client, asked.caller().expiresAt()),
                config.maxPending(),
                tasks);
        return Uni.createFrom()
                .<JsonObject>emitter(emitter -> {
                    open.add(stream);
                    stream.run(sink -> announcements.register(asked.caller(), asked.endpoint(), filter, sink), emitter);
                })
                .onTermination()
                .invoke(() -> open.remove(stream))
                .chain(result -> trail.ended(opened, result, stream.sent()))
                .onFailure(ended -> !AuditTrail.isUnrecordable(ended))
                .recoverWithUni(ended -> trail.failed(opened, refused(ended), stream.sent()));
    }

    private static CallRefused refused(Throwable ended) {
        return ended instanceof ProtocolError fault
                ? CallRefused.malformed(fault)
                : ended instanceof CallRefused refused ? refused : ListenStream.defect();
    }
}
