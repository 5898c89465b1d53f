package dev.portolan.mcp;

/**
 * How much JSON one message may hold.
 *
 * @param maxBytes the longest message, in bytes, at least 1
 * @param maxDepth the deepest nesting of objects and arrays, at least 1
 */
public record JsonLimits(int maxBytes, int maxDepth) {
    /** 4 MiB and 64 levels. */
    public static final JsonLimits DEFAULT = new JsonLimits(4 * 1024 * 1024, 64);

    public JsonLimits {
        if (maxBytes < 1 || maxDepth < 1) {
            throw new IllegalArgumentException("limits must be at least 1: " + maxBytes + ", " + maxDepth);
        }
    }
}
