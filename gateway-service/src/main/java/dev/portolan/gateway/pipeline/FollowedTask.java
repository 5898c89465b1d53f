package dev.portolan.gateway.pipeline;

import dev.portolan.gateway.audit.Answer;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Operation;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.ProtocolError;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * A call that became a task, for a client that knows no tasks: the gateway asks for the task until it ends, and answers
 * the call with what it came to. Whoever asked to hear of progress hears that it goes on. Lives on the event loop of
 * the call.
 */
public final class FollowedTask {
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final Requests requests;
    private final Bounds bounds;
    private final KeptAlive listener;
    private final Executor loop;
    private final long since = System.nanoTime();
    private final Set<String> asked = new HashSet<>();
    private JsonObject task;

    /** How the connector and the client are asked. */
    public interface Requests {
        /** The answer to a request about a task, on record. */
        Uni<Answer> ask(Operation operation, JsonObject params);

        /** What the client gives, as {@code inputResponses}, for the {@code inputRequests} of a result. */
        Uni<JsonObject> inputs(JsonObject wanted);
    }

    /**
     * How long and how often.
     *
     * @param leastPause between two looks at the task
     * @param deadline for the task to end
     * @param questions which the connector may ask
     */
    public record Bounds(Duration leastPause, Duration deadline, int questions) {}

    /** @param created the task as the call was answered */
    public FollowedTask(JsonObject created, Requests requests, Bounds bounds, KeptAlive listener, Executor loop) {
        this.task = created;
        this.requests = requests;
        this.bounds = bounds;
        this.listener = listener;
        this.loop = loop;
    }

    /** The connector asked more often than it may. */
    public static CallRefused tooManyQuestions(int most) {
        return new CallRefused(
                Refusal.CONNECTOR_MISBEHAVED, "The connector asked for input more than " + most + " times");
    }

    /** The answer to the call; fails with {@link CallRefused} if there is none, and gives the task up then. */
    public Uni<Answer> untilItEnds() {
        return Uni.createFrom()
                .deferred(this::look)
                .repeat()
                .whilst(Optional::isEmpty)
                .collect()
                .last()
                .map(Optional::orElseThrow)
                .onFailure(CallRefused.class)
                .call(over -> request(Operation.CANCEL_TASK, JsonObject.empty())
                        .onFailure()
                        .recoverWithNull());
    }

    private Uni<Optional<Answer>> look() {
        if (System.nanoTime() - since > bounds.deadline().toNanos()) {
            throw new CallRefused(
                    Refusal.CONNECTOR_TIMEOUT,
                    "The call became a task that did not end within "
                            + bounds.deadline().toSeconds() + " s");
        }
        return pause().chain(waited -> request(Operation.GET_TASK, JsonObject.empty()))
                .chain(this::seen);
    }

    private Uni<Void> pause() {
        JsonSlice stated = task.get("pollIntervalMs");
        Long wish = stated == null ? null : stated.integer();
        long least = bounds.leastPause().toMillis();
        long millis = Math.max(least, wish == null ? LONGEST_PAUSE_MILLIS : Math.min(wish, LONGEST_PAUSE_MILLIS));
        Uni<Void> gone = Uni.createFrom()
                .emitter(waiting -> listener.onGone(() ->
                        waiting.fail(new CallRefused(Refusal.CANCELLED, "The caller does not want it any more"))));
        Uni<Void> waited = Uni.createFrom().voidItem().onItem().delayIt().by(Duration.ofMillis(Math.max(1, millis)));
        return Uni.join().first(List.of(waited, gone)).toTerminate().emitOn(loop);
    }

    private Uni<Optional<Answer>> seen(Answer answer) {
        CallRefused refused = answer.refused();
        if (refused != null && refused.refusal() == Refusal.CANCELLED) {
            throw refused;
        }
        if (refused != null && refused.refusal() == Refusal.UNKNOWN_FEATURE) {
            throw new CallRefused(
                    Refusal.CONNECTOR_MISBEHAVED, "The call became a task that its connector does not know any more");
        }
        JsonSlice result = answer.result();
        if (result == null) {
            // A connector that is busy or away for a while has not lost the task.
            boolean again = refused != null
                    && refused.refusal().fault() == Refusal.Fault.CONNECTOR
                    && refused.refusal().retry() != Refusal.Retry.NO;
            return Uni.createFrom().item(again ? Optional.empty() : Optional.of(answer));
        }
        task = result.members();
        return switch (String.valueOf(task.text("status"))) {
            case "working" -> {
                listener.goesOn(task.text("statusMessage"));
                yield Uni.createFrom().item(Optional.empty());
            }
            case "input_required" -> questions();
            case "cancelled" -> throw new CallRefused(Refusal.CANCELLED, "The connector gave the task up");
            default -> Uni.createFrom().item(Optional.of(answer.taskEnded()));
        };
    }

    /** Asks what was not asked yet: the connector may not have taken notice of the last answer. */
    private Uni<Optional<Answer>> questions() {
        JsonSlice stated = task.get("inputRequests");
        JsonObject open = stated == null ? JsonObject.empty() : stated.members();
        asked.forEach(open::remove);
        if (open.names().isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        asked.addAll(open.names());
        if (asked.size() > bounds.questions()) {
            throw tooManyQuestions(bounds.questions());
        }
        JsonObject wanted =
                JsonObject.empty().set("inputRequests", open.toSlice()).setIfPresent("_meta", task.get("_meta"));
        return inputs(wanted)
                .chain(given -> request(Operation.UPDATE_TASK, given))
                .map(told -> {
                    CallRefused refused = told.refused();
                    if (refused != null) {
                        throw refused;
                    }
                    return told.result() == null ? Optional.of(told) : Optional.empty();
                });
    }

    private Uni<JsonObject> inputs(JsonObject wanted) {
        return Uni.createFrom()
                .deferred(() -> requests.inputs(wanted))
                .onFailure(ProtocolError.class)
                .transform(CallRefused::malformed);
    }

    private Uni<Answer> request(Operation operation, JsonObject params) {
        return requests.ask(operation, params.setIfPresent("taskId", task.get("taskId")));
    }
}
