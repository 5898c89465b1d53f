package dev.portolan.gateway.edge;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.audit.AuditTrail;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.Call;
import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.InputKinds;
import dev.portolan.gateway.call.Operation;
import dev.portolan.gateway.pipeline.FollowedTask;
import dev.portolan.gateway.pipeline.KeptAlive;
import dev.portolan.gateway.revision.Wording;
import dev.portolan.gateway.session.LiveSessions;
import dev.portolan.gateway.stream.Client;
import dev.portolan.gateway.stream.KnownTasks;
import dev.portolan.gateway.stream.Listening;
import dev.portolan.mcp.Ingress;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Serves a request. In the older era what a connector needs of the user is asked on the stream of the call:
 * where the newest revision would have the client come back with the answers, the gateway asks and comes back for it.
 * Each round is a call of its own, with its own permission and its own record.
 */
@Singleton
public class Rounds {
    private final Dispatcher dispatcher;
    private final LiveSessions sessions;
    private final AuditTrail trail;
    private final Origination origination;
    private final Listening listening;
    private final EdgeConfig config;

    Rounds(
            Dispatcher dispatcher,
            LiveSessions sessions,
            AuditTrail trail,
            Origination origination,
            Listening listening,
            EdgeConfig config) {
        this.dispatcher = dispatcher;
        this.sessions = sessions;
        this.trail = trail;
        this.origination = origination;
        this.listening = listening;
        this.config = config;
    }

    /** The answer, on record. */
    public Uni<Answer> answer(Asked asked, Ingress ingress, Client client) {
        if (asked.revision().isModern() && asked.message().method().equals(McpMethod.LISTEN)) {
            return listening.listen(asked, client, tasksOf(asked));
        }
        if (asked.message().method().equals(McpMethod.INITIALIZE)) {
            return dispatcher.answer(asked, ingress, client);
        }
        if (asked.revision().isModern()) {
            return modern(asked, ingress, client);
        }
        LiveSessions.Live session = sessions.of(asked);
        KeptAlive listener =
                keptAlive(asked, session.cancellable(asked.message().requestId(), client));
        return round(asked, ingress, client, listener, 1)
                .onTermination()
                .invoke(() -> session.ended(asked.message().requestId()));
    }

    private static KeptAlive keptAlive(Asked asked, CallListener listener) {
        return new KeptAlive(listener, asked.message().meta().progressToken());
    }

    /** A client of the newest era comes back by itself, and asks for tasks itself if it knows them. */
    private Uni<Answer> modern(Asked asked, Ingress ingress, Client client) {
        if (asked.client().tasks() != null) {
            return dispatcher.answer(asked, ingress, client);
        }
        KeptAlive listener = keptAlive(asked, client);
        return dispatcher.answer(asked, ingress, listener).chain(answer -> {
            JsonSlice result = answer.isLast() ? null : answer.result();
            JsonObject given = result == null ? JsonObject.empty() : result.members();
            return "task".equals(given.text("resultType"))
                    ? follow(asked, given, client, listener)
                    : Uni.createFrom().item(answer);
        });
    }

    private Uni<Answer> round(Asked asked, Ingress ingress, Client client, KeptAlive listener, int number) {
        return dispatcher.answer(asked, ingress, listener).chain(answer -> {
            JsonSlice result = answer.result();
            if (answer.isLast() || result == null) {
                return Uni.createFrom().item(answer);
            }
            JsonObject wanted = result.members();
            if ("task".equals(wanted.text("resultType"))) {
                return follow(asked, wanted, client, listener);
            }
            if (number > config.inputRounds()) {
                return trail.refused(
                        again(asked, JsonObject.empty()), FollowedTask.tooManyQuestions(config.inputRounds()));
            }
            return inputs(asked, wanted, client)
                    .chain(given -> round(again(asked, given), ingress, client, listener, number + 1));
        });
    }

    private KnownTasks tasksOf(Asked asked) {
        return new KnownTasks() {
            @Override
            public Optional<Call.Task> task(String id) {
                return dispatcher.task(about(id));
            }

            @Override
            public Uni<Answer> look(String id) {
                return dispatcher.task(Operation.GET_TASK, about(id), CallListener.SILENT);
            }

            private Asked about(String id) {
                return again(asked, McpMethod.TASKS_GET, JsonObject.empty().set("taskId", id));
            }
        };
    }

    /** The same request with the answers, and a record of its own. */
    private Asked again(Asked asked, JsonObject given) {
        JsonObject params = asked.message().params().copy();
        given.names().forEach(name -> params.setIfPresent(name, given.get(name)));
        return again(asked, asked.message().method(), params);
    }

    private Asked again(Asked asked, String method, JsonObject params) {
        Message message = asked.message();
        return new Asked(
                origination.again(asked.origin()),
                asked.endpoint(),
                asked.caller(),
                asked.revision(),
                Message.of(JsonRpc.request(message.requestId(), method, params.toSlice())),
                asked.client(),
                asked.bytesIn(),
                asked.header());
    }

    private Uni<JsonObject> inputs(Asked asked, JsonObject wanted, Client client) {
        JsonSlice requests = wanted.get("inputRequests");
        JsonObject named = requests == null ? JsonObject.empty() : requests.members();
        List<String> names = List.copyOf(named.names());
        JsonObject given = JsonObject.empty().setIfPresent("requestState", wanted.get("requestState"));
        if (names.isEmpty()) {
            // Nothing is asked: the connector only wants to be called again a little later.
            return Uni.createFrom()
                    .item(given)
                    .onItem()
                    .delayIt()
                    .by(config.inputPause())
                    .emitOn(client.loop());
        }
        List<Uni<JsonSlice>> answers = new ArrayList<>();
        for (String name : names) {
            JsonSlice request = named.get(name);
            answers.add(input(asked, request == null ? JsonObject.empty() : request.members(), client));
        }
        return Uni.join().all(answers).andFailFast().map(responses -> {
            JsonObject all = JsonObject.empty();
            for (int i = 0; i < names.size(); i++) {
                all.set(names.get(i), responses.get(i));
            }
            return given.set("inputResponses", all.toSlice());
        });
    }

    /** What the client gives, in the form of an input response; a refusal if it gives nothing. */
    private Uni<JsonSlice> input(Asked asked, JsonObject request, Client client) {
        String method = String.valueOf(request.text("method"));
        JsonSlice params = request.get("params");
        JsonObject said = params == null ? JsonObject.empty() : params.members();
        if (method.equals(McpMethod.ELICIT) && "url".equals(said.text("mode"))) {
            // 2025-11-25 wants an id for a page.
            said.set("elicitationId", UUID.randomUUID().toString());
        }
        Optional<JsonObject> words = Wording.of(asked.revision()).question(method, said);
        if (words.isEmpty()) {
            return Uni.createFrom().item(unable());
        }
        JsonSlice question = words.get().toSlice();
        Optional<Uni<Message>> response =
                sessions.of(asked).ask(id -> client.ask(JsonRpc.request(id, method, question)));
        return response.map(given -> input(method, given, client))
                .orElseGet(() -> Uni.createFrom().item(unable()));
    }

    private Uni<JsonSlice> input(String method, Uni<Message> given, Client client) {
        return given.map(response -> {
                    JsonSlice result = response.result();
                    return result == null || !result.isObject() ? refused(method) : result;
                })
                .ifNoItem()
                .after(config.inputDeadline())
                .recoverWithItem(() -> refused(method))
                .emitOn(client.loop());
    }

    private static JsonSlice refused(String method) {
        return method.equals(McpMethod.ELICIT)
                ? JsonObject.empty().set("action", "cancel").toSlice()
                : unable();
    }

    private static JsonSlice unable() {
        JsonObject meta = JsonObject.empty().set(InputKinds.REFUSED, true);
        return JsonObject.empty().set("_meta", meta.toSlice()).toSlice();
    }

    /** A client that knows no tasks has the gateway follow the task, each look at it with its own record. */
    private Uni<Answer> follow(Asked asked, JsonObject created, Client client, KeptAlive listener) {
        FollowedTask.Requests requests = new FollowedTask.Requests() {
            @Override
            public Uni<Answer> ask(Operation operation, JsonObject params) {
                return dispatcher.task(operation, again(asked, operation.method(), params), listener);
            }

            @Override
            public Uni<JsonObject> inputs(JsonObject wanted) {
                if (asked.revision().isModern()) {
                    // In the middle of a request this era has no way to ask but by a task of the client's own.
                    asked.client().requireTasks("a tool that runs as a task and asks for input");
                }
                return Rounds.this.inputs(asked, wanted, client);
            }
        };
        FollowedTask.Bounds bounds =
                new FollowedTask.Bounds(config.inputPause(), config.taskDeadline(), config.inputRounds());
        return new FollowedTask(created, requests, bounds, listener, client.loop())
                .untilItEnds()
                .onFailure(CallRefused.class)
                .recoverWithUni(over -> trail.refused(again(asked, JsonObject.empty()), over));
    }
}
