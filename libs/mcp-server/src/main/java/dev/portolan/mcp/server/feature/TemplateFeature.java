package dev.portolan.mcp.server.feature;

import dev.portolan.mcp.server.ResourceTemplate;

/**
 * A family of resources.
 *
 * @param name unique within the connector
 * @param template the form of its addresses
 * @param declaration title, description and media type
 * @param method what it calls
 */
public record TemplateFeature(String name, UriTemplate template, ResourceTemplate declaration, FeatureMethod method) {}
