package dev.portolan.gateway.socket;

import dev.portolan.mcp.Ingress;
import dev.portolan.mcp.McpHeader;
import dev.portolan.mcp.Message;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What headers would say of a message if HTTP had carried it: a frame has none, so the message speaks for itself, and
 * the connection for the session of the older era.
 *
 * @param message null before it is read
 * @param session id of the session that {@code initialize} opened on this socket, or null
 */
record MessageHeaders(@Nullable Message message, @Nullable String session)
        implements Function<String, @Nullable String> {
    @Override
    public @Nullable String apply(String name) {
        return switch (name) {
            case "Content-Type" -> "application/json";
            case McpHeader.SESSION_ID -> session;
            case McpHeader.PROTOCOL_VERSION ->
                message == null ? null : message.meta().protocolVersion();
            case McpHeader.METHOD -> message == null ? null : message.method();
            case McpHeader.NAME -> message == null ? null : named(message);
            default -> null;
        };
    }

    private static @Nullable String named(Message message) {
        String name = Ingress.mirroredName(message);
        return name == null ? null : McpHeader.encode(name);
    }
}
