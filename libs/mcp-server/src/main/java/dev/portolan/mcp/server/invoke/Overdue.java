package dev.portolan.mcp.server.invoke;

/** A call took longer than it may. */
public final class Overdue extends RuntimeException {
    Overdue() {
        super("overdue", null, false, false);
    }
}
