package dev.portolan.gateway.audit;

import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.Arguments;
import dev.portolan.audit.event.Client;
import dev.portolan.audit.event.Decision;
import dev.portolan.audit.event.Request;
import dev.portolan.audit.event.Target;
import dev.portolan.audit.event.seal.Disclosed;
import dev.portolan.audit.event.seal.Disclosure;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.call.Operation;
import dev.portolan.gateway.call.Origin;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.catalog.RoutedCall;
import dev.portolan.gateway.policy.Keeping;
import dev.portolan.gateway.policy.PermittedCall;
import dev.portolan.gateway.redaction.Redaction;
import dev.portolan.gateway.screen.ScreenedReply;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import java.security.SecureRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the record says of a request, and what travels beside it: everything known at that step, secrets taken out. */
public final class Entries {
    private final Keeper keeper;
    private final Actors actors;
    private final Function<Feature, Keeping> keeping;

    /**
     * @param keeping how much is kept of the calls of a feature
     * @param longestResult text of a result that is kept, in bytes as it is written
     */
    public Entries(Redaction redaction, Function<Feature, Keeping> keeping, int longestResult) {
        SecureRandom random = new SecureRandom();
        this.keeper = new Keeper(redaction, random, longestResult);
        this.actors = new Actors(random);
        this.keeping = keeping;
    }

    Keeping keeping(Feature feature) {
        return keeping.apply(feature);
    }

    Disclosed result(ScreenedReply reply, Keeping.Level level) {
        return keeper.result(reply, level);
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
                keeper.text(call.name()),
                keeper.text(routed.feature().upstreamName()));
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
        Actors.Known known = actors.of(attempt.caller());
        return new Entry(
                origin.callId(),
                known.actor(),
                new Client("", "", origin.address(), keeper.text(origin.userAgent())),
                new Request(
                        transport(origin),
                        origin.httpMethod(),
                        "",
                        "",
                        message == null ? Request.NO_METHOD : keeper.text(message.method()),
                        idOf(message),
                        origin.traceId(),
                        origin.spanId(),
                        attempt.bytesIn()),
                message == null ? Target.NONE : new Target("", type(message.method()), name(message), ""),
                Arguments.NONE,
                Decision.NONE,
                new Disclosure(known.identity(), null, null));
    }

    /** Nobody asked for it: the gateway came upon it. */
    Entry of(DefinitionChange change) {
        Said details = keeper.plain(change.details());
        return new Entry(
                change.lookId(),
                Actor.SELF,
                Client.NONE,
                new Request("", "", "", "", change.what().method(), "", "", "", 0),
                new Target(change.connector(), change.type(), "", keeper.text(change.name())),
                details.arguments(),
                change.decision(),
                new Disclosure(null, details.beside(), null));
    }

    private Entry entry(Asked asked, Target target, Said said, Decision decision, boolean weighty) {
        Origin origin = asked.origin();
        Actors.Known known = actors.of(asked.caller());
        return new Entry(
                origin.callId(),
                known.actor(),
                new Client(
                        keeper.text(asked.client().name()),
                        keeper.text(asked.client().version()),
                        origin.address(),
                        keeper.text(origin.userAgent())),
                new Request(
                        transport(origin),
                        origin.httpMethod(),
                        asked.endpoint().path(),
                        asked.revision().wire(),
                        keeper.text(asked.message().method()),
                        idOf(asked.message()),
                        origin.traceId(),
                        origin.spanId(),
                        asked.bytesIn()),
                target,
                said.arguments(),
                decision,
                new Disclosure(known.identity(), said.beside(), null),
                weighty);
    }

    /**
     * As they are sent on, or as they came if the caller gave what is not the caller's to give. Whoever asks for a task
     * is on record with the call that became it.
     */
    private Said arguments(RoutedCall routed) {
        Call call = routed.call();
        Call.Task task = call.task();
        if (task != null) {
            return keeper.plain(JsonObject.empty().set("call_id", task.origin()).toSlice());
        }
        boolean refused = routed.pinnedButGiven().isPresent();
        return arguments(
                call.operation() == Operation.COMPLETE,
                refused ? call.arguments() : routed.arguments(),
                keeping(routed.feature()).arguments());
    }

    /** Of what nobody found out whom it is for: as much as by default. */
    private Said arguments(Message message) {
        Keeping.Level level = Keeping.BY_DEFAULT.arguments();
        if (message.method().equals(McpMethod.LISTEN)) {
            JsonSlice wish = message.params().get("notifications");
            return wish == null ? Said.NOTHING : keeper.arguments(wish, level);
        }
        boolean completion = message.method().equals(McpMethod.COMPLETE);
        return arguments(completion, message.params().get(completion ? "argument" : "arguments"), level);
    }

    private Said arguments(boolean completion, @Nullable JsonSlice given, Keeping.Level level) {
        if (given == null) {
            return Said.NOTHING;
        }
        return completion ? keeper.completion(given, level) : keeper.arguments(given, level);
    }

    private static String transport(Origin origin) {
        return switch (origin.carrier()) {
            case HTTP -> "http";
            case WEBSOCKET -> "websocket";
            case HTTP_SSE -> "http-sse";
        };
    }

    private String idOf(@Nullable Message message) {
        JsonRpcId id = message == null ? null : message.id();
        return id == null ? "" : keeper.id(id.json());
    }

    private String name(Message message) {
        if (Operation.of(message.method()).isEmpty() && type(message.method()) != Target.Type.RESOURCE) {
            return "";
        }
        JsonSlice ref = message.params().get("ref");
        JsonObject named = ref == null ? message.params() : ref.members();
        String name = named.text("name");
        String uri = named.text("uri");
        return keeper.text(name != null ? name : uri != null ? uri : "");
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
