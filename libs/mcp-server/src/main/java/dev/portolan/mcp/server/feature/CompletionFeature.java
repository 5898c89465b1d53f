package dev.portolan.mcp.server.feature;

/**
 * Completes one argument of a prompt or one variable of a resource template.
 *
 * @param of the name of the prompt or template
 * @param argument the argument or variable
 * @param method what it calls
 */
public record CompletionFeature(String of, String argument, FeatureMethod method) {}
