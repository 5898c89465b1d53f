package dev.portolan.audit.event;

import java.util.Map;

/**
 * The request as it arrived. Absent texts are empty, absent numbers zero.
 *
 * @param transport {@code http}, {@code websocket} or {@code http-sse}; at most 32 characters
 * @param httpMethod at most 16 characters
 * @param endpoint path of the endpoint it came in at, e.g. {@code /mcp/v/orders}; at most 64 characters
 * @param protocolVersion MCP revision, e.g. {@code 2026-07-28}; at most 32 characters
 * @param method MCP method, e.g. {@code tools/call}, or {@link #NO_METHOD} if none was read; at most 128 characters
 * @param jsonrpcId the id as JSON text, so that {@code 1} and {@code "1"} stay apart; at most 128 characters
 * @param traceId W3C trace id, 32 hex digits
 * @param spanId W3C span id, 16 hex digits
 * @param bytesIn length of the request body in bytes
 */
public record Request(
        String transport,
        String httpMethod,
        String endpoint,
        String protocolVersion,
        String method,
        String jsonrpcId,
        String traceId,
        String spanId,
        long bytesIn) {

    /** Stands for the method of a request that was refused before its method was read. */
    public static final String NO_METHOD = "-";

    /** Nothing read. */
    public static final Request NONE = new Request("", "", "", "", NO_METHOD, "", "", "", 0);

    /** Bounds the texts. @throws IllegalArgumentException if {@code bytesIn} is out of range */
    public Request {
        transport = Text.bounded(transport, 32);
        httpMethod = Text.bounded(httpMethod, 16);
        endpoint = Text.bounded(endpoint, 64);
        protocolVersion = Text.bounded(protocolVersion, 32);
        method = method.isEmpty() ? NO_METHOD : Text.bounded(method, 128);
        jsonrpcId = Text.bounded(jsonrpcId, 128);
        traceId = Text.bounded(traceId, 32);
        spanId = Text.bounded(spanId, 16);
        Text.count("bytesIn", bytesIn);
    }

    Map<String, Object> members() {
        return new Members()
                .text("transport", transport)
                .text("http_method", httpMethod)
                .text("endpoint", endpoint)
                .text("protocol_version", protocolVersion)
                .always("method", method)
                .text("jsonrpc_id", jsonrpcId)
                .text("trace_id", traceId)
                .text("span_id", spanId)
                .number("bytes_in", bytesIn)
                .map();
    }
}
