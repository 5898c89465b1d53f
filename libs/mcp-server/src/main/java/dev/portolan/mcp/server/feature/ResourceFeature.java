package dev.portolan.mcp.server.feature;

import dev.portolan.mcp.server.Resource;

/**
 * A resource of fixed address.
 *
 * @param name as clients see it
 * @param declaration address, title, description and media type
 * @param method what it calls
 */
public record ResourceFeature(String name, Resource declaration, FeatureMethod method) {}
