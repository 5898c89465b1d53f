package dev.portolan.gateway.audit;

import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.seal.Disclosed;
import dev.portolan.gateway.call.Asked;
import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Origin;
import dev.portolan.gateway.policy.Keeping;
import dev.portolan.gateway.screen.ScreenedReply;
import dev.portolan.mcp.ErrorCode;

/** How a request ended, in the words of the record. */
final class Outcomes {
    private Outcomes() {}

    /** @param result what is kept of the answer, at this level */
    static Outcome of(AdmittedCall call, ScreenedReply reply, Disclosed result, Keeping.Level level) {
        Outcome.Code code =
                switch (reply.kind()) {
                    case RESULT, NO_RESULT_YET -> Outcome.Code.SUCCESS;
                    case TOOL_ERROR -> Outcome.Code.TOOL_ERROR;
                    case PROTOCOL_ERROR -> Outcome.Code.PROTOCOL_ERROR;
                };
        Asked asked = call.permitted().routed().call().asked();
        long elapsed = asked.origin().elapsedMicros();
        int status = asked.revision().isModern() ? ErrorCode.httpStatus(reply.code(), 200) : 200;
        return Outcome.of(code)
                .withStatus(status, reply.code())
                .withLatency(elapsed, Math.min(elapsed, reply.upstreamMicros()))
                .withBody(
                        reply.length(),
                        result.commitment(),
                        result.text().isEmpty() ? Outcome.Payload.DIGEST : Outcome.Payload.valueOf(level.name()));
    }

    static Outcome of(Origin origin, CallRefused refused) {
        return Outcome.of(code(refused))
                .withReason(refused.refusal().name())
                .withStatus(refused.httpStatus(), refused.code())
                .withLatency(origin.elapsedMicros(), 0);
    }

    private static Outcome.Code code(CallRefused refused) {
        return switch (refused.refusal()) {
            case UNAUTHENTICATED,
                    FOREIGN_ORIGIN,
                    UNKNOWN_FEATURE,
                    NOT_PERMITTED,
                    TOO_MANY_LISTENERS,
                    TOO_MANY_REQUESTS,
                    AUDIT_UNAVAILABLE -> Outcome.Code.DENIED;
            case MALFORMED -> Outcome.Code.PROTOCOL_ERROR;
            case INVALID_ARGUMENTS, INPUT_UNAVAILABLE -> Outcome.Code.TOOL_ERROR;
            case CONNECTOR_BUSY, CONNECTOR_UNAVAILABLE, CONNECTOR_MISBEHAVED -> Outcome.Code.UPSTREAM_ERROR;
            case CONNECTOR_TIMEOUT -> Outcome.Code.TIMEOUT;
            case CANCELLED -> Outcome.Code.CANCELLED;
            case INTERNAL, IDENTITY_UNAVAILABLE, EXCHANGE_GONE, NO_ROOM -> Outcome.Code.GATEWAY_ERROR;
        };
    }
}
