package dev.portolan.audit.event;

import java.util.Map;

/**
 * The program at the other end as it describes itself: nothing here is verified. Absent texts are empty.
 *
 * @param name MCP {@code clientInfo.name}; at most 128 characters
 * @param version MCP {@code clientInfo.version}; at most 64 characters
 * @param address IP address of the peer as the gateway saw it, without port; at most 64 characters
 * @param userAgent HTTP {@code User-Agent}; at most 256 characters
 */
public record Client(String name, String version, String address, String userAgent) {

    /** Nothing known. */
    public static final Client NONE = new Client("", "", "", "");

    /** Bounds the texts. */
    public Client {
        name = Text.bounded(name, 128);
        version = Text.bounded(version, 64);
        address = Text.bounded(address, 64);
        userAgent = Text.bounded(userAgent, 256);
    }

    Map<String, Object> members() {
        return new Members()
                .text("name", name)
                .text("version", version)
                .text("address", address)
                .text("user_agent", userAgent)
                .map();
    }
}
