package dev.portolan.conformance.modern;

import dev.portolan.conformance.call.FeatureCall;
import dev.portolan.conformance.http.Exchange;
import dev.portolan.conformance.tool.Tools;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.ProtocolError;
import org.jspecify.annotations.Nullable;

/** Checks that headers repeat the arguments that a tool marks with {@code x-mcp-header}. */
final class ParamHeaders {
    private final Tools tools;

    ParamHeaders(Tools tools) {
        this.tools = tools;
    }

    /** @throws ProtocolError if a header is missing, malformed, or says something else than the argument */
    void check(Exchange exchange, FeatureCall call) {
        JsonObject properties = tools.properties(call.name());
        for (String name : properties.names()) {
            JsonSlice property = properties.get(name);
            String header = property == null ? null : property.members().text("x-mcp-header");
            if (header != null) {
                check(
                        exchange,
                        McpHeader.PARAM_PREFIX + header,
                        call.arguments().get(name));
            }
        }
    }

    private static void check(Exchange exchange, String header, @Nullable JsonSlice argument) {
        String sent = exchange.header(header);
        boolean absent = argument == null || argument.isNull();
        if (absent != (sent == null)) {
            throw mismatch(header);
        }
        if (argument != null && sent != null) {
            String text = argument.text();
            if (!(text == null ? argument.json() : text).equals(McpHeader.decode(sent))) {
                throw mismatch(header);
            }
        }
    }

    private static ProtocolError mismatch(String header) {
        return new ProtocolError(400, ErrorCode.HEADER_MISMATCH, "header " + header + " differs from the body");
    }
}
