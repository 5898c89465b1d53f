package dev.portolan.gateway.edge;

import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Origin;
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
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes of bytes a message, and of a message what somebody asked, by the rules of its era. */
@Singleton
public class MessageReader {
    private final Ingress ingress = new Ingress(List.of(Revision.V2026_07_28, Revision.V2025_11_25));
    private final JsonLimits limits;
    private final Sessions sessions;
    private final Origination origination;

    MessageReader(EdgeConfig config, Sessions sessions, Origination origination) {
        this.limits = new JsonLimits(Math.toIntExact(config.maxBody().asLongValue()), config.maxDepth());
        this.sessions = sessions;
        this.origination = origination;
    }

    /** The revisions served here. */
    Ingress ingress() {
        return ingress;
    }

    /** @throws ProtocolError if the body is not one JSON-RPC message in JSON */
    Message read(HttpServerRequest request, byte[] body) {
        String type = Headers.one(request, "Content-Type");
        boolean json = type != null
                && type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json");
        if (!json) {
            throw new ProtocolError(415, ErrorCode.INVALID_REQUEST, "Content-Type must be application/json");
        }
        return Message.read(body, limits);
    }

    /**
     * Checks a message that has no answer: a notification, or a response to something nobody asked.
     *
     * @throws ProtocolError if the message breaks the rules of its era
     */
    void take(HttpServerRequest request, Caller caller, Message message) {
        Optional<Revision> stated = ingress.revisionOf(message, name -> Headers.one(request, name));
        if (stated.filter(Revision::isModern).isEmpty()) {
            sessions.of(Headers.one(request, McpHeader.SESSION_ID), caller);
        }
    }

    /** @throws ProtocolError if the message breaks the rules of its era */
    Asked asked(HttpServerRequest request, Origin origin, Caller caller, Message message, int bytesIn) {
        Optional<Revision> stated = ingress.revisionOf(message, name -> Headers.one(request, name));
        try {
            Origin traced = origination.within(origin, request, message.meta().traceparent());
            if (stated.filter(Revision::isModern).isPresent()) {
                JsonSlice capabilities = message.meta().clientCapabilities();
                JsonSlice info = message.meta().clientInfo();
                return new Asked(
                        traced,
                        caller,
                        stated.orElseThrow(),
                        message,
                        capabilities == null ? JsonSlice.EMPTY_OBJECT : capabilities,
                        text(info, "name"),
                        text(info, "version"),
                        bytesIn,
                        name -> Headers.one(request, name));
            }
            Sessions.Session session = session(request, caller, message);
            return new Asked(
                    traced,
                    caller,
                    session.revision(),
                    message,
                    session.capabilities(),
                    text(session.clientInfo(), "name"),
                    text(session.clientInfo(), "version"),
                    bytesIn,
                    name -> Headers.one(request, name));
        } catch (ProtocolError fault) {
            throw fault.about(message.id());
        }
    }

    /** The session a message of the older era belongs to; for {@code initialize} the one it opens. */
    private Sessions.Session session(HttpServerRequest request, Caller caller, Message message) {
        if (!message.method().equals(McpMethod.INITIALIZE)) {
            return sessions.of(Headers.one(request, McpHeader.SESSION_ID), caller);
        }
        String wanted = message.params().text("protocolVersion");
        Revision newest = ingress.newestLegacy().orElseThrow();
        Revision agreed = wanted == null
                ? newest
                : Revision.of(wanted)
                        .filter(r -> !r.isModern() && ingress.supported().contains(r))
                        .orElse(newest);
        return sessions.opened(message, agreed);
    }

    /** The id of the session that an {@code initialize} opens. */
    String sessionId(Asked initialize) {
        Sessions.Session session = sessions.opened(initialize.message(), initialize.revision());
        return sessions.id(session, initialize.caller());
    }

    private static String text(@Nullable JsonSlice object, String member) {
        JsonObject members = object == null ? JsonObject.empty() : object.members();
        String text = members.text(member);
        return text == null ? "" : text;
    }
}
