package dev.portolan.gateway.speech;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.transport.HttpAnswer;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.Message;

/** Tells a connector's JSON-RPC responses from all else that may come back over HTTP. */
public final class Answers {
    private Answers() {}

    /**
     * The JSON-RPC response, whatever HTTP status it came with, so long as the status is one that may carry it.
     *
     * @throws CallRefused if the connector refused the gateway, is not able to serve, or said nothing of the protocol
     */
    public static Message responseOf(HttpAnswer answer, String connector) {
        int status = answer.status();
        if (status == 401 || status == 403) {
            throw new CallRefused(
                    Refusal.CONNECTOR_UNAVAILABLE,
                    "Connector " + connector + " does not accept the gateway's credential");
        }
        if (status == 429 || status == 503) {
            throw new CallRefused(
                    Refusal.CONNECTOR_BUSY, "Connector " + connector + " takes no more calls at the moment");
        }
        if (status >= 500) {
            throw new CallRefused(
                    Refusal.CONNECTOR_UNAVAILABLE, "Connector " + connector + " failed with HTTP status " + status);
        }
        Message message = answer.message();
        if (message == null || message.kind() != Message.Kind.RESPONSE) {
            throw new CallRefused(
                    Refusal.CONNECTOR_MISBEHAVED,
                    "The answer of connector " + connector + " was withheld: HTTP status " + status
                            + " without a JSON-RPC response");
        }
        return message;
    }

    /** @throws CallRefused if the result is not an object, as every MCP result is */
    static JsonObject resultOf(Message message, String connector) {
        JsonSlice result = message.result();
        if (result == null || !result.isObject()) {
            throw new CallRefused(
                    Refusal.CONNECTOR_MISBEHAVED,
                    "The answer of connector " + connector + " was withheld: its result is not an object");
        }
        return result.members();
    }
}
