package dev.portolan.mcp.server.feature;

import dev.portolan.mcp.server.Prompt;

/**
 * A prompt.
 *
 * @param name unique within the connector
 * @param declaration title and description
 * @param method what it calls
 */
public record PromptFeature(String name, Prompt declaration, FeatureMethod method) {}
