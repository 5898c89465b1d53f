package dev.portolan.gateway.audit;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.screen.ScreenedReply;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import org.jspecify.annotations.Nullable;

/**
 * An answer that may leave, because its record is durable. Only {@link AuditTrail} makes one, and the edge writes
 * nothing else. The one answer that may leave without its record is the refusal that says the record cannot be made.
 */
public final class Answer {
    private final @Nullable JsonSlice result;
    private final @Nullable JsonSlice error;
    private final @Nullable CallRefused refused;
    private final boolean last;

    private Answer(@Nullable JsonSlice result, @Nullable JsonSlice error, @Nullable CallRefused refused, boolean last) {
        this.result = result;
        this.error = error;
        this.refused = refused;
        this.last = last;
    }

    private Answer(@Nullable JsonSlice result, @Nullable JsonSlice error, @Nullable CallRefused refused) {
        this(result, error, refused, true);
    }

    static Answer of(ScreenedReply reply) {
        boolean failed = reply.kind() == ScreenedReply.Kind.PROTOCOL_ERROR;
        return failed
                ? new Answer(null, reply.body(), null)
                : new Answer(reply.body(), null, null, reply.kind() != ScreenedReply.Kind.NO_RESULT_YET);
    }

    static Answer of(JsonObject result) {
        return new Answer(result.toSlice(), null, null);
    }

    static Answer of(CallRefused refused) {
        return new Answer(null, null, refused);
    }

    /** The answer to a call that became a task: what the task came to, of which this answer tells. */
    public Answer taskEnded() {
        JsonSlice came = result == null ? null : result.member("result");
        return came == null
                ? new Answer(null, result == null ? error : result.member("error"), refused)
                : of(came.members().set("resultType", "complete"));
    }

    /** Whether nothing follows: false if the connector asks for input first, or made a task of the call. */
    public boolean isLast() {
        return last;
    }

    /** The result in modern form, or null if there is none. */
    public @Nullable JsonSlice result() {
        return result;
    }

    /** The connector's JSON-RPC error, or null if there is none. */
    public @Nullable JsonSlice error() {
        return error;
    }

    /** Why the gateway gives no connector's answer, or null if it gives one. */
    public @Nullable CallRefused refused() {
        return refused;
    }
}
