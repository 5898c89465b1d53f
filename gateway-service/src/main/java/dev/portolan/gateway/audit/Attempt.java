package dev.portolan.gateway.audit;

import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Origin;
import dev.portolan.mcp.Message;
import org.jspecify.annotations.Nullable;

/**
 * A request that did not become a message of a known caller, as far as it got; or one that has no message.
 *
 * @param origin where it came from
 * @param caller who sent it, or null if that was not found out
 * @param message what was read of it, or null if nothing was
 * @param bytesIn length of the body as far as it was read
 */
public record Attempt(
        Origin origin, @Nullable Caller caller, @Nullable Message message, int bytesIn) {}
