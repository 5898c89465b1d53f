package dev.portolan.gateway.edge;

import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.ClientFacts;
import dev.portolan.gateway.call.Origin;
import dev.portolan.gateway.revision.Known;
import dev.portolan.gateway.revision.Wording;
import dev.portolan.gateway.session.LiveSessions;
import dev.portolan.gateway.session.Sender;
import dev.portolan.gateway.session.Sessions;
import dev.portolan.mcp.Batch;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.Ingress;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.Revision;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of bytes a message, and of a message what somebody asked, by the rules of its era. */
@Singleton
public class MessageReader {
    private final Ingress ingress = new Ingress(
            List.of(Revision.V2026_07_28, Revision.V2025_11_25, Revision.V2025_06_18, Revision.V2025_03_26));
    private final int longestBatch;
    private final JsonLimits limits;
    private final Sessions sessions;
    private final Origination origination;
    private final LiveSessions live;

    MessageReader(EdgeConfig config, Sessions sessions, Origination origination, LiveSessions live) {
        this.limits = new JsonLimits(Math.toIntExact(config.maxBody().asLongValue()), config.maxDepth());
        this.longestBatch = config.batchLength();
        this.sessions = sessions;
        this.origination = origination;
        this.live = live;
    }

    /** The revisions served here. */
    public Ingress ingress() {
        return ingress;
    }

    /** @throws ProtocolError if the body is not JSON */
    public JsonSlice read(Sender sender, byte[] body) {
        String type = sender.header().apply("Content-Type");
        boolean json = type != null
                && type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json");
        if (!json) {
            throw new ProtocolError(415, ErrorCode.INVALID_REQUEST, "Content-Type must be application/json");
        }
        return JsonSlice.parse(body, limits);
    }

    /**
     * The requests of a batch, in their order: each is a call of its own in the same trace. Takes note of the rest.
     *
     * @throws ProtocolError if it is no batch, comes in a session whose revision has none, or a message breaks the
     *     rules of its era; about none of the requests, as under the id of one the others would have no answer
     */
    List<Asked> calls(Sender sender, Origin whole, JsonSlice array) {
        List<Message> batch = batch(sender, array);
        List<JsonSlice> parts = array.elements();
        List<Asked> calls = new ArrayList<>();
        try {
            for (int i = 0; i < batch.size(); i++) {
                Message message = batch.get(i);
                if (message.kind() == Message.Kind.REQUEST) {
                    calls.add(asked(
                            sender,
                            origination.again(whole),
                            message,
                            parts.get(i).length()));
                } else {
                    take(sender, message);
                }
            }
        } catch (ProtocolError fault) {
            throw fault.about(null);
        }
        return calls;
    }

    private List<Message> batch(Sender sender, JsonSlice array) {
        List<Message> messages = Batch.read(array, longestBatch);
        Sessions.Session session = sessions.of(sender);
        if (!Known.BATCH.to(session.revision())) {
            throw new ProtocolError(
                    400,
                    ErrorCode.INVALID_REQUEST,
                    "batches are not part of revision " + session.revision() + ", which this session agreed on");
        }
        return messages;
    }

    /**
     * Checks a message that has no answer: a notification, or a response to something nobody asked.
     *
     * @throws ProtocolError if the message breaks the rules of its era
     */
    public void take(Sender sender, Message message) {
        Optional<Revision> stated = ingress.revisionOf(message, sender.header());
        if (stated.filter(Revision::isModern).isEmpty()) {
            inItsRevision(sessions.of(sender), stated);
            live.of(String.valueOf(sender.header().apply(McpHeader.SESSION_ID))).take(message);
        }
    }

    /** @throws ProtocolError if the message breaks the rules of its era */
    public Asked asked(Sender sender, Origin origin, Message message, int bytesIn) {
        Optional<Revision> stated = ingress.revisionOf(message, sender.header());
        try {
            Origin traced = origination.within(origin, sender, message.meta().traceparent());
            boolean oldest = origin.carrier() == Origin.Carrier.HTTP_SSE;
            if (stated.filter(Revision::isModern).isPresent()) {
                if (oldest) {
                    throw new ProtocolError(
                            200, ErrorCode.INVALID_REQUEST, "requests of " + stated.get() + " do not come this way");
                }
                return asked(sender, traced, stated.orElseThrow(), message, modern(message), bytesIn);
            }
            Sessions.Session session = inItsRevision(session(sender, message, oldest), stated);
            return asked(sender, traced, session.revision(), message, legacy(sender, session), bytesIn);
        } catch (ProtocolError fault) {
            throw fault.about(message.id());
        }
    }

    private static Asked asked(
            Sender sender, Origin origin, Revision revision, Message message, ClientFacts client, int bytesIn) {
        return new Asked(
                origin, sender.endpoint(), sender.caller(), revision, message, client, bytesIn, sender.header());
    }

    private static ClientFacts modern(Message message) {
        JsonSlice capabilities = message.meta().clientCapabilities();
        JsonSlice info = message.meta().clientInfo();
        String level = message.meta().logLevel();
        return new ClientFacts(
                capabilities == null ? JsonSlice.EMPTY_OBJECT : capabilities,
                text(info, "name"),
                text(info, "version"),
                level == null ? "" : level);
    }

    private ClientFacts legacy(Sender sender, Sessions.Session session) {
        String id = sender.header().apply(McpHeader.SESSION_ID);
        return new ClientFacts(
                session.capabilities(),
                text(session.clientInfo(), "name"),
                text(session.clientInfo(), "version"),
                id == null ? "" : live.of(id).logLevel());
    }

    /** Revisions that have the header want it to say what the session agreed on; it may be left out. */
    private static Sessions.Session inItsRevision(Sessions.Session session, Optional<Revision> stated) {
        boolean other = stated.filter(r -> r != session.revision()).isPresent();
        if (other && Known.VERSION_HEADER.to(session.revision())) {
            throw new ProtocolError(
                    400,
                    ErrorCode.INVALID_REQUEST,
                    "header " + McpHeader.PROTOCOL_VERSION + " must be " + session.revision()
                            + ", which this session agreed on");
        }
        return session;
    }

    /** The session a message of the older era belongs to; for {@code initialize} the one it opens. */
    private Sessions.Session session(Sender sender, Message message, boolean oldest) {
        if (!message.method().equals(McpMethod.INITIALIZE)) {
            return sessions.of(sender);
        }
        if (oldest) {
            return opened(message, Revision.V2024_11_05);
        }
        String wanted = message.params().text("protocolVersion");
        Revision newest = ingress.newestLegacy().orElseThrow();
        Revision agreed = wanted == null
                ? newest
                : Revision.of(wanted)
                        .filter(r -> !r.isModern() && ingress.supported().contains(r))
                        .orElse(newest);
        return opened(message, agreed);
    }

    /** The id of the session that an {@code initialize} opens. */
    public String sessionId(Asked initialize) {
        Sessions.Session session = opened(initialize.message(), initialize.revision());
        return sessions.id(session, initialize.endpoint(), initialize.caller());
    }

    /** What the revision does not know a client cannot do in it, whatever the client says. */
    private Sessions.Session opened(Message initialize, Revision revision) {
        return sessions.opened(initialize, revision, Wording.of(revision)::capabilities);
    }

    private static String text(@Nullable JsonSlice object, String member) {
        JsonObject members = object == null ? JsonObject.empty() : object.members();
        String text = members.text(member);
        return text == null ? "" : text;
    }
}
