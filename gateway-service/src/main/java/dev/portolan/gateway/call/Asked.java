package dev.portolan.gateway.call;

import dev.portolan.mcp.Message;
import dev.portolan.mcp.Revision;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed message from an authenticated caller.
 *
 * @param origin where it came from
 * @param endpoint where it came in
 * @param caller who sent it
 * @param revision the MCP revision it is served by
 * @param message the message
 * @param client what the client says of itself
 * @param bytesIn length of the body
 * @param header finds a header of the request by name, null if absent
 */
public record Asked(
        Origin origin,
        Endpoint endpoint,
        Caller caller,
        Revision revision,
        Message message,
        ClientFacts client,
        int bytesIn,
        Function<String, @Nullable String> header) {}
