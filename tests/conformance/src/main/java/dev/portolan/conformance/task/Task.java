package dev.portolan.conformance.task;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One piece of work that outlives the call it came from. What has ended stays as it ended. */
public final class Task {
    /** How long a task can be asked for. */
    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final long POLL_MILLIS = 200;

    private enum Status {
        WORKING("working"),
        INPUT_REQUIRED("input_required"),
        COMPLETED("completed"),
        FAILED("failed"),
        CANCELLED("cancelled");

        private final String wire;

        Status(String wire) {
            this.wire = wire;
        }

        boolean hasEnded() {
            return this == COMPLETED || this == FAILED || this == CANCELLED;
        }
    }

    private final String id;
    private final Clock clock;
    private final Instant created;
    private final Consumer<Task> changed;
    private Instant updated;
    private Status status = Status.WORKING;
    private JsonObject pending = JsonObject.empty();
    private @Nullable JsonSlice outcome;

    Task(String id, Clock clock, Consumer<Task> changed) {
        this.id = id;
        this.clock = clock;
        this.changed = changed;
        this.created = clock.instant();
        this.updated = created;
    }

    /** Its unguessable name. */
    public String id() {
        return id;
    }

    /** The task as the call that made it is answered: without result, error or questions. */
    public synchronized JsonObject created() {
        return JsonObject.empty()
                .set("taskId", id)
                .set("status", status.wire)
                .set("createdAt", created.toString())
                .set("lastUpdatedAt", updated.toString())
                .set("ttlMs", LIFETIME.toMillis())
                .set("pollIntervalMs", POLL_MILLIS);
    }

    /** The task with what it has come to: its result, its error, or what it waits for. */
    public synchronized JsonObject detailed() {
        JsonObject detailed = created();
        return switch (status) {
            case COMPLETED -> detailed.setIfPresent("result", outcome);
            case FAILED -> detailed.setIfPresent("error", outcome);
            case INPUT_REQUIRED -> detailed.set("inputRequests", pending.toSlice());
            case WORKING, CANCELLED -> detailed;
        };
    }

    boolean isOlderThan(Instant then) {
        return created.isBefore(then);
    }

    void complete(JsonObject result) {
        move(Status.COMPLETED, result.toSlice());
    }

    void fail(JsonObject error) {
        move(Status.FAILED, error.toSlice());
    }

    void cancel() {
        move(Status.CANCELLED, null);
    }

    /** Waits for answers. */
    void ask(JsonObject questions) {
        synchronized (this) {
            pending = questions;
        }
        move(Status.INPUT_REQUIRED, null);
    }

    /** Takes answers to what is asked, passing over all others; true if nothing is left to wait for. */
    boolean answer(JsonObject answers) {
        synchronized (this) {
            if (status != Status.INPUT_REQUIRED) {
                return false;
            }
            answers.names().forEach(pending::remove);
            if (!pending.names().isEmpty()) {
                return false;
            }
        }
        return move(Status.WORKING, null);
    }

    private boolean move(Status next, @Nullable JsonSlice with) {
        synchronized (this) {
            if (status.hasEnded()) {
                return false;
            }
            status = next;
            outcome = with;
            updated = clock.instant();
        }
        changed.accept(this);
        return true;
    }
}
