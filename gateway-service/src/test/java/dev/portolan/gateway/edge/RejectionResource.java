package dev.portolan.gateway.edge;

import java.util.Map;

/** The usual surroundings, every transport, short deadlines, and room for every refusal to be recorded by itself. */
public class RejectionResource extends GatewayResource {
    @Override
    public Map<String, String> start() {
        Map<String, String> config = super.start();
        config.put("gateway.http-sse.enabled", "true");
        config.put("gateway.audit.flood.individually", "100000");
        config.put("gateway.identity.max-token-bytes", "4096");
        return config;
    }

    @Override
    public void init(Map<String, String> initArgs) {
        super.init(Map.of(DEADLINE, "1s"));
    }
}
