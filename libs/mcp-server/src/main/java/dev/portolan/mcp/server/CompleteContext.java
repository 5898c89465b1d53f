package dev.portolan.mcp.server;

import java.util.Map;

/**
 * What is known when an argument is completed.
 *
 * @param arguments the arguments the user has already filled in, by name; may be empty
 */
public record CompleteContext(Map<String, String> arguments) {
    public CompleteContext {
        arguments = Map.copyOf(arguments);
    }
}
