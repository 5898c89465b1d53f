package dev.portolan.gateway.call;

import dev.portolan.mcp.JsonObject;
import dev.portolan.mcp.JsonSlice;

/** What the gateway calls itself, to connectors and to clients. */
public final class Gateway {
    /** An MCP {@code Implementation}. */
    public static final JsonSlice INFO = JsonObject.empty()
            .set("name", "portolan-gateway")
            .set("title", "Portolan")
            .set("version", version())
            .toSlice();

    private Gateway() {}

    private static String version() {
        String version = Gateway.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
