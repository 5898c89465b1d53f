package dev.portolan.gateway.call;

import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.Revision;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed message from an authenticated caller.
 *
 * @param origin where it came from
 * @param caller who sent it
 * @param revision the MCP revision it is served by
 * @param message the message
 * @param capabilities what its client declared it can do, for this request or for its session
 * @param clientName what the client calls itself, unverified; may be empty
 * @param clientVersion likewise
 * @param bytesIn length of the body
 * @param header finds a header of the request by name, null if absent
 */
public record Asked(
        Origin origin,
        Caller caller,
        Revision revision,
        Message message,
        JsonSlice capabilities,
        String clientName,
        String clientVersion,
        int bytesIn,
        Function<String, @Nullable String> header) {}
