package dev.portolan.gateway.redaction;

import dev.portolan.mcp.JsonSlice;

/**
 * What may be kept.
 *
 * @param json with marks in the places of secrets
 * @param taken how many marks
 */
public record Cleaned(JsonSlice json, long taken) {}
