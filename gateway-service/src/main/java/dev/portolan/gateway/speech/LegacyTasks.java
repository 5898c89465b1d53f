package dev.portolan.gateway.speech;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.call.Reply;
import dev.portolan.gateway.transport.HttpAnswer;
import dev.portolan.gateway.transport.Question;
import dev.portolan.gateway.transport.Turn;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpMethod;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.Revision;
import io.smallrye.mutiny.Uni;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tasks of 2025-11-25, asked for as the newest revision does (SEP-2663). There the result of a task is a request of
 * its own, on whose stream the connector also asks what it needs to know: that stream is opened when the connector says
 * that it needs something, and waits with the question until the caller brings the answer.
 */
final class LegacyTasks {
    /** {@code _meta} key by which this revision names the task a message belongs to. */
    private static final String RELATED = "io.modelcontextprotocol/related-task";

    private final LegacyExchanges exchanges;
    private final RequestIds ids;
    private final ParkedExchanges parked;
    /** Those whose stream is open and says nothing at the moment; each was parked before, so they are not many. */
    private final Set<String> listening = ConcurrentHashMap.newKeySet();

    /**
     * A task of 2025-11-25. Such a task is known in one session only, so its id says which that is: whoever has the id
     * can ask for the task, on any replica and after a restart. The id leaves the gateway sealed.
     *
     * @param sessionId of the session it was made in; empty if that has none
     * @param revision which the session agreed on
     * @param id the connector's own
     */
    record Task(String sessionId, Revision revision, String id) {
        static Task in(LegacySession session, String id) {
            return new Task(session.id(), session.revision(), id);
        }

        /** The task of that text, or empty if the text is none of {@link #text()}. */
        static Optional<Task> of(String text) {
            try {
                JsonObject said = JsonSlice.parse(text.getBytes(StandardCharsets.UTF_8), JsonLimits.DEFAULT)
                        .members();
                return Revision.of(String.valueOf(said.text("v")))
                        .map(revision ->
                                new Task(String.valueOf(said.text("s")), revision, String.valueOf(said.text("t"))));
            } catch (ProtocolError | IllegalArgumentException noneOfOurs) {
                return Optional.empty();
            }
        }

        /** The id that the newest revision is given for it. */
        String text() {
            return JsonObject.empty()
                    .set("s", sessionId)
                    .set("v", revision.wire())
                    .set("t", id)
                    .toSlice()
                    .json();
        }

        LegacySession session() {
            return new LegacySession(
                    sessionId.isEmpty() ? null : sessionId,
                    revision,
                    Introduction.of(List.of(revision.wire()), JsonObject.empty(), null));
        }

        /** What the connector says of it, in the words of the newest revision. */
        JsonObject said(JsonObject theirs) {
            JsonObject task = JsonObject.empty().set("taskId", text());
            for (String same : List.of("status", "statusMessage", "createdAt")) {
                task.setIfPresent(same, theirs.get(same));
            }
            return task.setIfPresent(
                            "lastUpdatedAt",
                            theirs.has("lastUpdatedAt") ? theirs.get("lastUpdatedAt") : theirs.get("createdAt"))
                    .setIfPresent("ttlMs", theirs.get("ttl"))
                    .setIfPresent("pollIntervalMs", theirs.get("pollInterval"));
        }
    }

    LegacyTasks(LegacyExchanges exchanges, RequestIds ids, ParkedExchanges parked) {
        this.exchanges = exchanges;
        this.ids = ids;
        this.parked = parked;
    }

    static boolean areAskedForBy(Ask ask) {
        return ask.method().equals(McpMethod.TASKS_GET)
                || ask.method().equals(McpMethod.TASKS_UPDATE)
                || ask.method().equals(McpMethod.TASKS_CANCEL);
    }

    /** The result of a call that became a task, as the newest revision says it. */
    static JsonObject created(LegacySession session, JsonObject task) {
        return Task.in(session, String.valueOf(task.text("taskId"))).said(task).set("resultType", "task");
    }

    Uni<Reply> ask(Ask ask) {
        Optional<Task> known = Task.of(String.valueOf(ask.params().text("taskId")));
        if (known.isEmpty()) {
            return Uni.createFrom().item(LegacyTasks::unknown);
        }
        Task task = known.orElseThrow();
        return switch (ask.method()) {
            case McpMethod.TASKS_GET -> get(ask, task);
            case McpMethod.TASKS_UPDATE -> update(ask, task);
            default -> cancel(ask, task);
        };
    }

    private static Reply unknown() {
        JsonObject error =
                JsonObject.empty().set("code", ErrorCode.INVALID_PARAMS).set("message", "Unknown task");
        return new Reply(true, error.toSlice(), 0, false);
    }

    private static Reply acknowledged() {
        return complete(JsonObject.empty(), 0);
    }

    private static Reply complete(JsonObject result, long micros) {
        return new Reply(false, result.set("resultType", "complete").toSlice(), micros, false);
    }

    private Uni<Reply> get(Ask ask, Task task) {
        return reply(ask, task, McpMethod.TASKS_GET).chain(reply -> {
            if (reply.failed()) {
                return Uni.createFrom().item(reply);
            }
            JsonObject said = task.said(reply.body().members());
            return switch (String.valueOf(said.text("status"))) {
                case "completed", "failed" -> result(ask, task, said);
                case "input_required" -> question(ask, task, said);
                default -> Uni.createFrom().item(() -> complete(said, reply.micros()));
            };
        });
    }

    /** The reply to a request that has one at once; that a session is not known any more, nor are its tasks. */
    private Uni<Reply> reply(Ask ask, Task task, String method) {
        return exchanges
                .request(task.session(), ids.next(), about(ask, task, method), false)
                .map(turn -> {
                    HttpAnswer answer = (HttpAnswer) turn;
                    if (LegacyExchanges.forgotten(answer)) {
                        return unknown();
                    }
                    Message message = exchanges.responseOf(answer);
                    JsonSlice error = message.error();
                    return error == null
                            ? new Reply(false, exchanges.resultOf(message).toSlice(), answer.micros(), false)
                            : new Reply(true, error, answer.micros(), false);
                });
    }

    private static Ask about(Ask ask, Task task, String method) {
        return ask.with(method, JsonObject.empty().set("taskId", task.id()));
    }

    private Uni<Reply> result(Ask ask, Task task, JsonObject said) {
        leave(task);
        return reply(ask, task, McpMethod.TASKS_RESULT).map(reply -> ended(said, reply));
    }

    /** To the newest revision a tool that failed has completed its task; only a task without a result has failed. */
    private static Reply ended(JsonObject said, Reply reply) {
        if (reply.failed()) {
            return complete(said.set("status", "failed").set("error", reply.body()), reply.micros());
        }
        JsonObject result = reply.body().members();
        JsonSlice meta = result.get("_meta");
        if (meta != null) {
            result.set("_meta", meta.members().remove(RELATED).toSlice());
        }
        return complete(said.set("status", "completed").set("result", result.toSlice()), reply.micros());
    }

    private Uni<Reply> question(Ask ask, Task task, JsonObject said) {
        Optional<ParkedExchanges.Parked> waiting = parked.find(name(task));
        if (waiting.isPresent()) {
            return Uni.createFrom().item(() -> asking(said, waiting.get().question()));
        }
        if (!listening.add(name(task))) {
            return Uni.createFrom().item(() -> complete(said.set("status", "working"), 0));
        }
        JsonRpcId id = ids.next();
        return exchanges
                .request(task.session(), id, about(ask, task, McpMethod.TASKS_RESULT), true)
                .map(turn -> {
                    if (turn instanceof Question asked) {
                        park(task, asked, id);
                        return asking(said, asked);
                    }
                    return ended(said, exchanges.replyOf((HttpAnswer) turn));
                })
                .onTermination()
                .invoke(() -> listening.remove(name(task)));
    }

    /** Where it waits; other connectors may have a task of the same id. */
    private String name(Task task) {
        return exchanges.connector() + " " + task.text();
    }

    private void park(Task task, Question asked, JsonRpcId id) {
        LegacySession session = task.session();
        parked.park(name(task), asked, session, id, () -> exchanges.cancel(session, id));
    }

    private static Reply asking(JsonObject said, Question asked) {
        JsonObject requests = JsonObject.empty().set(key(asked), InputRequests.request(asked.request()));
        return complete(said.set("inputRequests", requests.toSlice()), 0);
    }

    /** Of one session no two questions have the same id, so of one task no two have the same key. */
    private static String key(Question asked) {
        return InputRequests.KEY + asked.request().requestId().json().replace("\"", "");
    }

    /** What nobody asked, or what was answered already, is passed over, as the extension says. */
    private Uni<Reply> update(Ask ask, Task task) {
        JsonSlice given = ask.params().get("inputResponses");
        Optional<JsonSlice> answer = parked.find(name(task))
                .map(ParkedExchanges.Parked::question)
                .flatMap(asked -> InputRequests.response(
                        asked.request().requestId(), given == null ? null : given.member(key(asked))));
        Optional<ParkedExchanges.Parked> taken = answer.isEmpty() ? Optional.empty() : parked.take(name(task));
        if (taken.isEmpty()) {
            return Uni.createFrom().item(LegacyTasks::acknowledged);
        }
        ParkedExchanges.Parked waiting = taken.orElseThrow();
        listening.add(name(task));
        return exchanges
                .told(waiting.session(), answer.orElseThrow())
                .onFailure()
                .invoke(() -> {
                    listening.remove(name(task));
                    waiting.question().exchange().abandon();
                })
                .invoke(() -> listen(task, waiting))
                .map(told -> acknowledged());
    }

    /** Hears what the connector asks next. With the result it may end: that is there to be asked for. */
    private void listen(Task task, ParkedExchanges.Parked waiting) {
        Uni<Turn> next = waiting.question().exchange().resume(CallListener.SILENT);
        next.invoke(turn -> {
                    if (turn instanceof Question asked) {
                        park(task, asked, waiting.id());
                    }
                })
                .onTermination()
                .invoke(() -> listening.remove(name(task)))
                .subscribe()
                .with(heard -> {}, over -> {});
    }

    /** A task that has ended is not cancelled any more, which is an error in this revision and none in the newest. */
    private Uni<Reply> cancel(Ask ask, Task task) {
        leave(task);
        return reply(ask, task, McpMethod.TASKS_CANCEL)
                .chain(reply -> reply.failed()
                        ? reply(ask, task, McpMethod.TASKS_GET)
                        : Uni.createFrom().item(reply))
                .map(reply -> reply.failed() ? reply : acknowledged());
    }

    /** Nobody will answer what its connector asked. */
    private void leave(Task task) {
        parked.take(name(task))
                .ifPresent(waiting -> waiting.question().exchange().abandon());
    }
}
