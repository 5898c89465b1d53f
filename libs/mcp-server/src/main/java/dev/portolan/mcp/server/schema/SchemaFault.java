package dev.portolan.mcp.server.schema;

/**
 * One way in which a value breaks its schema.
 *
 * @param path where, as a JSON Pointer (RFC 6901)
 * @param rule the keyword it breaks
 * @param text the rule in words; may show parts of the value, so it goes to whoever sent it and into no log
 */
public record SchemaFault(String path, String rule, String text) {
    /** For whoever sent the value. */
    public String explained() {
        return path + ": " + text + " (" + rule + ")";
    }

    /** For a log: nothing of the value. */
    public String place() {
        return path + " (" + rule + ")";
    }
}
