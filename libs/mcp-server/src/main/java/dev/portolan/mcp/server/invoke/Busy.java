package dev.portolan.mcp.server.invoke;

/** As many calls are at work as may be. */
public final class Busy extends RuntimeException {
    Busy() {
        super("busy", null, false, false);
    }
}
