package dev.portolan.mcp.server.feature;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.mcp.server.Tool;
import dev.portolan.mcp.server.schema.SchemaCheck;
import org.jspecify.annotations.Nullable;

/**
 * A tool.
 *
 * @param name unique within the connector
 * @param declaration title, description and hints
 * @param inputSchema what its arguments must be
 * @param outputSchema what its structured content is, or null if it gives none
 * @param inputCheck holds arguments against the input schema
 * @param outputCheck holds structured content against the output schema; null if there is none
 * @param method what it calls
 */
public record ToolFeature(
        String name,
        Tool declaration,
        ObjectNode inputSchema,
        @Nullable ObjectNode outputSchema,
        SchemaCheck inputCheck,
        @Nullable SchemaCheck outputCheck,
        FeatureMethod method) {}
