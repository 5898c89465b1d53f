package dev.portolan.gateway.edge;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.audit.AuditTrail;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.call.Operation;
import dev.portolan.gateway.pipeline.CallPipeline;
import dev.portolan.gateway.pipeline.ListPipeline;
import dev.portolan.gateway.session.LiveSessions;
import dev.portolan.gateway.session.Sender;
import dev.portolan.gateway.stream.StandingStreams;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.Ingress;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.LogLevel;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.ProtocolError;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sends a request down the road its method names. Methods of one era do not exist in the other. */
@Singleton
public class Dispatcher {
    private static final Map<String, FeatureKind> LISTS = Map.of(
            McpMethod.TOOLS_LIST, FeatureKind.TOOL,
            McpMethod.PROMPTS_LIST, FeatureKind.PROMPT,
            McpMethod.RESOURCES_LIST, FeatureKind.RESOURCE,
            McpMethod.TEMPLATES_LIST, FeatureKind.TEMPLATE);

    private static final String LEVELS =
            Arrays.stream(LogLevel.values()).map(LogLevel::wire).collect(Collectors.joining(", "));

    private final CallPipeline calls;
    private final ListPipeline lists;
    private final AuditTrail trail;
    private final Introductions introductions;
    private final LiveSessions live;
    private final StandingStreams standing;

    Dispatcher(
            CallPipeline calls,
            ListPipeline lists,
            AuditTrail trail,
            Introductions introductions,
            LiveSessions live,
            StandingStreams standing) {
        this.calls = calls;
        this.lists = lists;
        this.trail = trail;
        this.introductions = introductions;
        this.live = live;
        this.standing = standing;
    }

    /** The answer, on record. */
    Uni<Answer> answer(Asked asked, Ingress ingress, CallListener listener) {
        String method = asked.message().method();
        try {
            Optional<Operation> operation =
                    Operation.of(method).filter(o -> asked.revision().isModern() || !o.isAboutTask());
            if (operation.isPresent()) {
                if (operation.get().isAboutTask()) {
                    asked.client().requireTasks(method);
                }
                return calls.call(Call.of(operation.get(), asked), listener);
            }
            FeatureKind listed = LISTS.get(method);
            return listed != null ? lists.list(listed, asked) : own(asked, ingress);
        } catch (ProtocolError fault) {
            return trail.refused(asked, CallRefused.malformed(fault));
        } catch (CallRefused refused) {
            return trail.refused(asked, refused);
        }
    }

    /** The answer to a request about a task that the gateway makes for a client which knows none. */
    Uni<Answer> task(Operation operation, Asked asked, CallListener listener) {
        return calls.call(Call.of(operation, asked), listener);
    }

    /** The task that a request is about; empty if the caller may not ask for it now. */
    Optional<Call.Task> task(Asked asked) {
        return calls.task(asked);
    }

    /** The level is the session's from now on, on this replica. */
    private Uni<Answer> level(Asked asked) {
        LogLevel level = LogLevel.of(asked.message().params().text("level"))
                .orElseThrow(() ->
                        new ProtocolError(200, ErrorCode.INVALID_PARAMS, "params.level must be one of " + LEVELS));
        live.of(asked).logFrom(level.wire());
        return trail.served(asked, JsonObject.empty());
    }

    /** What is not on record is not subscribed to. */
    private Uni<Answer> subscribe(Asked asked) {
        String uri = uri(asked);
        Sender sender = sender(asked);
        standing.subscribe(sender, uri);
        return trail.served(asked, JsonObject.empty()).invoke(answer -> {
            if (answer.refused() != null) {
                standing.unsubscribe(sender, uri);
            }
        });
    }

    private Uni<Answer> unsubscribe(Asked asked) {
        standing.unsubscribe(sender(asked), uri(asked));
        return trail.served(asked, JsonObject.empty());
    }

    private static Sender sender(Asked asked) {
        return new Sender(asked.endpoint(), asked.caller(), asked.header());
    }

    private static String uri(Asked asked) {
        String uri = asked.message().params().text("uri");
        if (uri == null) {
            throw new ProtocolError(200, ErrorCode.INVALID_PARAMS, "params.uri must be a string");
        }
        return uri;
    }

    private Uni<Answer> own(Asked asked, Ingress ingress) {
        boolean modern = asked.revision().isModern();
        switch (asked.message().method()) {
            case McpMethod.DISCOVER -> {
                if (modern) {
                    return trail.served(asked, introductions.discover(asked, ingress));
                }
            }
            case McpMethod.INITIALIZE -> {
                if (!modern) {
                    return trail.served(asked, introductions.initialize(asked));
                }
            }
            case McpMethod.PING -> {
                if (!modern) {
                    return trail.served(asked, JsonObject.empty());
                }
            }
            case McpMethod.SET_LEVEL -> {
                if (!modern) {
                    return level(asked);
                }
            }
            case McpMethod.SUBSCRIBE -> {
                if (!modern) {
                    return subscribe(asked);
                }
            }
            case McpMethod.UNSUBSCRIBE -> {
                if (!modern) {
                    return unsubscribe(asked);
                }
            }
            default -> {
                // falls through to the refusal
            }
        }
        throw new ProtocolError(modern ? 404 : 200, ErrorCode.METHOD_NOT_FOUND, "no such method in this revision");
    }
}
