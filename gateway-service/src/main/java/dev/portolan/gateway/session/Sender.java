package dev.portolan.gateway.session;

import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a message, and what came with it.
 *
 * @param endpoint where it came in
 * @param caller who sent it
 * @param header finds a header of the request by name, null if absent
 */
public record Sender(Endpoint endpoint, Caller caller, Function<String, @Nullable String> header) {}
