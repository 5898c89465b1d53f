package dev.portolan.mcp.server.invoke;

/** An argument that its schema accepts but its type does not. The text is ours. */
public final class UnboundArgument extends RuntimeException {
    UnboundArgument(String text) {
        super(text, null, false, false);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
