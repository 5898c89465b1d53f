package dev.portolan.gateway.audit;

import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.Arguments;
import dev.portolan.audit.event.Client;
import dev.portolan.audit.event.Decision;
import dev.portolan.audit.event.Request;
import dev.portolan.audit.event.Target;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.call.Operation;
import dev.portolan.gateway.call.Origin;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.catalog.RoutedCall;
import dev.portolan.gateway.policy.PermittedCall;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the record says of a request: everything known of it at that step, secrets taken out. */
public final class Entries {
    private static final String GATEWAY = "gateway";

    private final Redaction redaction;

    public Entries(Redaction redaction) {
        this.redaction = redaction;
    }

    Entry of(PermittedCall permitted) {
        Decision decision = new Decision(Decision.Effect.ALLOW, permitted.rule(), permitted.policyDigest());
        return entry(
                permitted.routed(),
                decision,
                permitted.routed().feature().hints().mayDestroy());
    }

    Entry of(RoutedCall routed, CallRefused refused) {
        boolean denied = refused.refusal() == Refusal.UNKNOWN_FEATURE || refused.refusal() == Refusal.NOT_PERMITTED;
        Decision decision = denied ? new Decision(Decision.Effect.DENY, refused.rule(), "") : Decision.NONE;
        return entry(routed, decision, false);
    }

    private Entry entry(RoutedCall routed, Decision decision, boolean weighty) {
        Call call = routed.call();
        Target target = new Target(
                routed.feature().connector(),
                type(call),
                redaction.text(call.name()),
                redaction.text(routed.feature().upstreamName()));
        return entry(call.asked(), target, arguments(routed), decision, weighty);
    }

    Entry of(Asked asked) {
        Message message = asked.message();
        Target target = new Target("", type(message.method()), name(message), "");
        return entry(asked, target, arguments(message), Decision.NONE, false);
    }

    Entry of(Attempt attempt) {
        Origin origin = attempt.origin();
        Message message = attempt.message();
        return new Entry(
                origin.callId(),
                actor(attempt.caller()),
                new Client("", "", origin.address(), origin.userAgent()),
                new Request(
                        transport(origin),
                        origin.httpMethod(),
                        "",
                        "",
                        message == null ? Request.NO_METHOD : message.method(),
                        idOf(message),
                        origin.traceId(),
                        origin.spanId(),
                        attempt.bytesIn()),
                message == null ? Target.NONE : new Target("", type(message.method()), name(message), ""),
                Arguments.NONE,
                Decision.NONE);
    }

    /** Nobody asked for it: the gateway came upon it. */
    Entry of(DefinitionChange change) {
        return new Entry(
                change.lookId(),
                new Actor(Actor.Type.SERVICE, GATEWAY, "", "", List.of(), ""),
                Client.NONE,
                new Request("", "", "", "", change.what().method(), "", "", "", 0),
                new Target(change.connector(), change.type(), "", redaction.text(change.name())),
                redaction.of(change.details()),
                change.decision());
    }

    private static Entry entry(Asked asked, Target target, Arguments arguments, Decision decision, boolean weighty) {
        Origin origin = asked.origin();
        return new Entry(
                origin.callId(),
                actor(asked.caller()),
                new Client(asked.client().name(), asked.client().version(), origin.address(), origin.userAgent()),
                new Request(
                        transport(origin),
                        origin.httpMethod(),
                        asked.endpoint().path(),
                        asked.revision().wire(),
                        asked.message().method(),
                        idOf(asked.message()),
                        origin.traceId(),
                        origin.spanId(),
                        asked.bytesIn()),
                target,
                arguments,
                decision,
                weighty);
    }

    /**
     * As they are sent on, or as they came if the caller gave what is not the caller's to give. Whoever asks for a task
     * is on record with the call that became it.
     */
    private Arguments arguments(RoutedCall routed) {
        Call call = routed.call();
        Call.Task task = call.task();
        if (task != null) {
            return redaction.of(JsonObject.empty().set("call_id", task.origin()).toSlice());
        }
        boolean refused = routed.pinnedButGiven().isPresent();
        return arguments(call.operation() == Operation.COMPLETE, refused ? call.arguments() : routed.arguments());
    }

    private Arguments arguments(Message message) {
        if (message.method().equals(McpMethod.LISTEN)) {
            JsonSlice wish = message.params().get("notifications");
            return wish == null ? Arguments.NONE : redaction.of(wish);
        }
        boolean completion = message.method().equals(McpMethod.COMPLETE);
        return arguments(completion, message.params().get(completion ? "argument" : "arguments"));
    }

    private Arguments arguments(boolean completion, @Nullable JsonSlice given) {
        if (given == null) {
            return Arguments.NONE;
        }
        return completion ? redaction.ofCompletion(given) : redaction.of(given);
    }

    private static String transport(Origin origin) {
        return switch (origin.carrier()) {
            case HTTP -> "http";
            case WEBSOCKET -> "websocket";
            case HTTP_SSE -> "http-sse";
        };
    }

    private static Actor actor(@Nullable Caller caller) {
        if (caller == null) {
            return Actor.ANONYMOUS;
        }
        return new Actor(
                caller.service() ? Actor.Type.SERVICE : Actor.Type.USER,
                caller.subject(),
                caller.name(),
                caller.issuer(),
                List.copyOf(caller.groups().stream().sorted().toList()),
                caller.clientId());
    }

    private static String idOf(@Nullable Message message) {
        JsonRpcId id = message == null ? null : message.id();
        return id == null ? "" : id.json();
    }

    private String name(Message message) {
        if (Operation.of(message.method()).isEmpty() && type(message.method()) != Target.Type.RESOURCE) {
            return "";
        }
        JsonSlice ref = message.params().get("ref");
        JsonObject named = ref == null ? message.params() : ref.members();
        String name = named.text("name");
        String uri = named.text("uri");
        return redaction.text(name != null ? name : uri != null ? uri : "");
    }

    private static Target.Type type(Call call) {
        return call.operation() == Operation.COMPLETE
                ? Target.Type.COMPLETION
                : call.kind() == FeatureKind.TOOL
                        ? Target.Type.TOOL
                        : call.kind() == FeatureKind.PROMPT ? Target.Type.PROMPT : Target.Type.RESOURCE;
    }

    private static Target.Type type(String method) {
        return switch (method) {
            case "tools/call" -> Target.Type.TOOL;
            case "prompts/get" -> Target.Type.PROMPT;
            case "resources/read", McpMethod.SUBSCRIBE, McpMethod.UNSUBSCRIBE -> Target.Type.RESOURCE;
            case "completion/complete" -> Target.Type.COMPLETION;
            default -> method.endsWith("/list") ? Target.Type.LIST : Target.Type.SERVER;
        };
    }
}
