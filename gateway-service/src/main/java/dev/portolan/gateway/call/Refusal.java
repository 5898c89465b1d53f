package dev.portolan.gateway.call;

import dev.portolan.mcp.ErrorCode;

/**
 * Every reason the gateway gives no connector's answer: whose fault it is, how MCP shows it, and whether asking again
 * may help. Codes of our own lie outside the range JSON-RPC and MCP reserve.
 */
public enum Refusal {
    /** No access token, or none that holds. */
    UNAUTHENTICATED(Fault.CALLER, false, 401, -31401, Retry.AFTER_CHANGE),
    /** The identity provider is needed to verify the access token and cannot be asked. */
    IDENTITY_UNAVAILABLE(Fault.GATEWAY, false, 503, -31505, Retry.LATER),
    /** The request comes from a web origin that is not allowed. */
    FOREIGN_ORIGIN(Fault.CALLER, false, 403, -31403, Retry.NO),
    /** The message breaks the protocol; status and code are those of the protocol error. */
    MALFORMED(Fault.CALLER, false, 400, ErrorCode.INVALID_REQUEST, Retry.AFTER_CHANGE),
    /** No such tool, prompt, resource or task, or none that this caller may know of: the answers are the same. */
    UNKNOWN_FEATURE(Fault.CALLER, false, 200, ErrorCode.INVALID_PARAMS, Retry.NO),
    /** The arguments break the input schema. */
    INVALID_ARGUMENTS(Fault.CALLER, true, 200, ErrorCode.INVALID_PARAMS, Retry.AFTER_CHANGE),
    /** The caller may know of the feature, but not use it so. */
    NOT_PERMITTED(Fault.POLICY, true, 200, -31003, Retry.NO),
    /** The caller, or all callers together, listen for changes as often as they may. */
    TOO_MANY_LISTENERS(Fault.CALLER, false, 429, -31430, Retry.LATER),
    /** As many requests or sockets of clients wait as may. */
    TOO_MANY_REQUESTS(Fault.CALLER, false, 429, -31428, Retry.LATER),
    /** The connector has as many calls in flight as it may have. */
    CONNECTOR_BUSY(Fault.CONNECTOR, true, 200, -31429, Retry.LATER),
    /** The connector cannot be reached, or refuses the gateway. */
    CONNECTOR_UNAVAILABLE(Fault.CONNECTOR, true, 200, -31502, Retry.LATER),
    /** The connector did not answer within its deadline; what it did is unknown. */
    CONNECTOR_TIMEOUT(Fault.CONNECTOR, true, 200, -31504, Retry.IF_IDEMPOTENT),
    /** The connector's answer breaks the protocol, its own output schema, or a limit. */
    CONNECTOR_MISBEHAVED(Fault.CONNECTOR, true, 200, -31500, Retry.NO),
    /** The caller went away before the answer; what the connector did is unknown. */
    CANCELLED(Fault.CALLER, false, 200, -31499, Retry.IF_IDEMPOTENT),
    /** The connector needs something of the user that this client cannot ask for. */
    INPUT_UNAVAILABLE(Fault.CALLER, true, 200, -31021, Retry.AFTER_CHANGE),
    /** What the request continues is gone; what the connector did until then is unknown. */
    EXCHANGE_GONE(Fault.GATEWAY, true, 200, -31410, Retry.IF_IDEMPOTENT),
    /** The answer is long and there is no room to keep it; what was asked for was done. */
    NO_ROOM(Fault.GATEWAY, true, 200, -31507, Retry.IF_IDEMPOTENT),
    /** The record of the call cannot be made durable, so there is no call. */
    AUDIT_UNAVAILABLE(Fault.GATEWAY, false, 503, -31503, Retry.LATER),
    /** The gateway is not able to, for a reason it keeps to itself. */
    INTERNAL(Fault.GATEWAY, false, 200, ErrorCode.INTERNAL_ERROR, Retry.NO);

    /** Who has to act for the request to succeed. */
    public enum Fault {
        CALLER,
        POLICY,
        CONNECTOR,
        GATEWAY
    }

    /** Whether the same request may succeed another time. */
    public enum Retry {
        NO,
        AFTER_CHANGE,
        LATER,
        IF_IDEMPOTENT
    }

    private final Fault fault;
    private final boolean forTheModel;
    private final int httpStatus;
    private final int code;
    private final Retry retry;

    Refusal(Fault fault, boolean forTheModel, int httpStatus, int code, Retry retry) {
        this.fault = fault;
        this.forTheModel = forTheModel;
        this.httpStatus = httpStatus;
        this.code = code;
        this.retry = retry;
    }

    public Fault fault() {
        return fault;
    }

    /** Whether {@code tools/call} shows it as a result with {@code isError}, for the model to act on. */
    public boolean forTheModel() {
        return forTheModel;
    }

    /** HTTP status of the answer. */
    public int httpStatus() {
        return httpStatus;
    }

    /** JSON-RPC error code, where it is shown as an error. */
    public int code() {
        return code;
    }

    public Retry retry() {
        return retry;
    }
}
