package dev.portolan.gateway.fuzz;

import dev.portolan.gateway.edge.GatewayResource;
import java.util.HashMap;
import java.util.Map;

/** The usual surroundings, with lists so short that there are cursors to tamper with, and streams nobody keeps. */
public class FuzzResource extends GatewayResource {
    /** Of a body. */
    static final int MOST_BYTES = 20_000;

    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(super.start());
        config.put("gateway.edge.max-body", String.valueOf(MOST_BYTES));
        config.put("gateway.lists.page-size", "1");
        config.put("gateway.listen.linger", "1s");
        return config;
    }
}
