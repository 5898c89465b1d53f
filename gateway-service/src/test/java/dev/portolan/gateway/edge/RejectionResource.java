package dev.portolan.gateway.edge;

import java.util.Map;

/** The usual surroundings, with short deadlines and short tokens. */
public class RejectionResource extends GatewayResource {
    @Override
    public Map<String, String> start() {
        Map<String, String> config = super.start();
        config.put("gateway.identity.max-token-bytes", "4096");
        return config;
    }

    @Override
    public void init(Map<String, String> initArgs) {
        super.init(Map.of(DEADLINE, "1s"));
    }
}
