package dev.portolan.gateway.call;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.ProtocolError;
import org.jspecify.annotations.Nullable;

/** Ends a request without a connector's answer. The text is ours and safe to show to the caller. */
public final class CallRefused extends RuntimeException {
    private final Refusal refusal;
    private final int httpStatus;
    private final int code;
    private final String rule;
    private final transient @Nullable JsonSlice data;

    public CallRefused(Refusal refusal, String text) {
        this(refusal, refusal.httpStatus(), refusal.code(), text, "", null);
    }

    private CallRefused(Refusal refusal, int httpStatus, int code, String text, String rule, @Nullable JsonSlice data) {
        super(text, null, false, false);
        this.refusal = refusal;
        this.httpStatus = httpStatus;
        this.code = code;
        this.rule = rule;
        this.data = data;
    }

    /** A protocol error as a refusal. */
    public static CallRefused malformed(ProtocolError error) {
        return new CallRefused(Refusal.MALFORMED, error.httpStatus(), error.code(), error.text(), "", error.data());
    }

    /** An answer with this HTTP status that none of our endpoints gave; it has no JSON-RPC code. */
    public static CallRefused untaken(int httpStatus) {
        Refusal refusal = httpStatus < 500 ? Refusal.MALFORMED : Refusal.INTERNAL;
        return new CallRefused(refusal, httpStatus, 0, "Not served here", "", null);
    }

    /**
     * One text for "does not exist" and "exists, but not for you", so that the answer does not tell which.
     *
     * @param rule the rule that hides it, for the record only; empty if it does not exist
     */
    public static CallRefused unknown(FeatureKind kind, String name, String rule) {
        String what =
                switch (kind) {
                    case TOOL -> "tool";
                    case PROMPT -> "prompt";
                    case RESOURCE -> "resource";
                    case TEMPLATE -> "resource template";
                };
        JsonSlice data = kind == FeatureKind.RESOURCE
                ? JsonObject.empty().set("uri", name).toSlice()
                : null;
        Refusal refusal = Refusal.UNKNOWN_FEATURE;
        return new CallRefused(
                refusal, refusal.httpStatus(), refusal.code(), "Unknown " + what + ": " + name, rule, data);
    }

    /**
     * One text for a task that never was, is over, is another's, or is not for this caller any more.
     *
     * @param rule the rule that hides it, for the record only; empty if it is not that
     */
    public static CallRefused unknownTask(String rule) {
        Refusal refusal = Refusal.UNKNOWN_FEATURE;
        String text = "Unknown task: params.taskId is not one that was given to you here, or has expired";
        return new CallRefused(refusal, refusal.httpStatus(), refusal.code(), text, rule, null);
    }

    /** Refused by a policy rule, which the record names. */
    public static CallRefused notPermitted(String name, String rule) {
        Refusal refusal = Refusal.NOT_PERMITTED;
        String text = "Not permitted with these arguments: " + name;
        return new CallRefused(refusal, refusal.httpStatus(), refusal.code(), text, rule, null);
    }

    public Refusal refusal() {
        return refusal;
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** JSON-RPC error code. */
    public int code() {
        return code;
    }

    /** The policy rule behind it, for the record; empty if none. */
    public String rule() {
        return rule;
    }

    /** The {@code data} member of the JSON-RPC error, or null. */
    public @Nullable JsonSlice data() {
        return data;
    }

    /** What to tell the caller. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
