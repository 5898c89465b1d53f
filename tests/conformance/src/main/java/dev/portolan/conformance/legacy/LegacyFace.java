package dev.portolan.conformance.legacy;

import dev.portolan.conformance.call.Announcements;
import dev.portolan.conformance.call.Documents;
import dev.portolan.conformance.call.FeatureCall;
import dev.portolan.conformance.call.Identity;
import dev.portolan.conformance.call.Results;
import dev.portolan.conformance.feature.Features;
import dev.portolan.conformance.http.EventStream;
import dev.portolan.conformance.http.Exchange;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.LogLevel;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.Revision;
import java.util.List;
import java.util.Optional;

/** Answers clients of 2025-11-25 and before, in sessions. */
public final class LegacyFace {
    private final Sessions sessions = new Sessions();
    private final JsonObject capabilities = Documents.read("capabilities.json").members();
    private final JsonSlice serverInfo;
    private final List<Revision> revisions;
    private final Rounds rounds;

    public LegacyFace(Identity identity, Features features, Announcements announcements) {
        this.serverInfo = identity.serverInfo();
        this.revisions = identity.revisions().stream()
                .filter(revision -> !revision.isModern())
                .toList();
        this.rounds = new Rounds(features);
        announcements.to(this::listChanged);
    }

    /**
     * Answers a posted message.
     *
     * @throws ProtocolError if it belongs to no session
     */
    public void post(Exchange exchange, Message message) {
        if (message.method().equals(McpMethod.INITIALIZE)) {
            initialize(exchange, message);
            return;
        }
        Session session = sessions.of(exchange);
        if (message.kind() == Message.Kind.REQUEST) {
            answer(exchange, session, message);
            return;
        }
        if (message.kind() == Message.Kind.RESPONSE) {
            session.answered(message);
        }
        exchange.empty(202);
    }

    /**
     * Opens the session's stream to the client, or goes on with one that broke off.
     *
     * @throws ProtocolError if it belongs to no session
     */
    public void get(Exchange exchange) {
        Session session = sessions.of(exchange);
        String last = exchange.header("Last-Event-ID");
        EventStream stream = exchange.stream();
        if (last == null) {
            session.listen(stream);
        } else {
            session.resume(last, stream);
        }
    }

    /**
     * Ends a session.
     *
     * @throws ProtocolError if there is none
     */
    public void delete(Exchange exchange) {
        sessions.close(sessions.of(exchange));
        exchange.empty(200);
    }

    /** Lets go of streams that nobody reads any more. */
    public void keepAlive() {
        sessions.all().forEach(Session::keepAlive);
    }

    /** Ends all sessions. */
    public void close() {
        sessions.all().forEach(sessions::close);
    }

    private void initialize(Exchange exchange, Message message) {
        String asked = message.params().text("protocolVersion");
        Revision revision = Optional.ofNullable(asked)
                .flatMap(Revision::of)
                .filter(revisions::contains)
                .orElse(revisions.get(0));
        JsonSlice declared = message.params().get("capabilities");
        Session session = sessions.open(declared == null ? JsonObject.empty() : declared.members());
        JsonObject result = JsonObject.empty()
                .set("protocolVersion", revision.wire())
                .setIfPresent("capabilities", capabilities.get("legacy"))
                .set("serverInfo", serverInfo);
        exchange.answerHeader(McpHeader.SESSION_ID, session.id());
        exchange.json(200, JsonRpc.result(message.requestId(), result.toSlice()));
    }

    private void answer(Exchange exchange, Session session, Message message) {
        LegacyReports reports = new LegacyReports(exchange, session, message);
        FeatureCall call = new FeatureCall(message.params(), session.clientCapabilities(), reports);
        JsonSlice response;
        try {
            JsonObject result = result(message.method(), call, session, reports);
            response = JsonRpc.result(message.requestId(), result.toSlice());
        } catch (ProtocolError fault) {
            response = fault.code() == ErrorCode.MISSING_CLIENT_CAPABILITY
                    ? JsonRpc.result(
                            message.requestId(), Results.toolError(fault.text()).toSlice())
                    : fault.about(message.requestId()).response();
        }
        reports.finish(200, response);
    }

    private JsonObject result(String method, FeatureCall call, Session session, LegacyReports reports) {
        return switch (method) {
            case McpMethod.PING, "resources/subscribe", "resources/unsubscribe" -> JsonObject.empty();
            case "logging/setLevel" -> setLevel(call, session);
            default -> rounds.answer(method, call, reports);
        };
    }

    private static JsonObject setLevel(FeatureCall call, Session session) {
        String level = call.params().text("level");
        session.level(LogLevel.of(level).orElseThrow(() -> Results.invalidParams("there is no such log level")));
        return JsonObject.empty();
    }

    private void listChanged(String list) {
        JsonSlice message = JsonRpc.notification("notifications/" + list + "/list_changed", JsonSlice.EMPTY_OBJECT);
        sessions.all().forEach(session -> session.push(message));
    }
}
