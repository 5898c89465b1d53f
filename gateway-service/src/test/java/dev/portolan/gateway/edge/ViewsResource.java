package dev.portolan.gateway.edge;

import dev.portolan.gateway.identity.TestIssuer;
import java.nio.file.Path;
import java.util.Map;

/** Connectors of both eras with one sort of tools, views of them, and people who may not use all of it. */
public class ViewsResource extends AroundTheGateway {
    static final String VIEWS = """
            views:
              orders:
                title: Orders
                description: All about orders.
                tools:
                  - connector: shop
                    tool: query
                    as: query_orders
                    title: Query orders
                    description: Asks for orders
                    pin: { database: orders }
                  - { connector: shop, tool: "*o*", pin: { database: orders } }
                  - { connector: old, tool: query, as: old_orders, pin: { database: orders, limit: 5 } }
                  - { connector: dead, tool: query, as: dead_orders }
                prompts:
                  - { connector: shop, prompt: explore, as: explore_orders, title: Explore orders }
                resources:
                  - { connector: shop, resource: "shop://orders/*" }
              both:
                tools:
                  - { connector: shop, tool: query, as: orders, pin: { database: orders } }
                  - { connector: shop, tool: query, as: people, pin: { database: people } }
              asking:
                tools:
                  - { connector: shop, tool: ask, as: ask_shop, pin: { database: orders } }
                  - { connector: old, tool: ask, as: ask_old, pin: { database: orders } }
              dropping:
                tools: [{ connector: shop, tool: drop }]
              away:
                tools: [{ connector: dead, tool: query }]
            """;

    /** Everything a test needs to know of it. */
    record Surroundings(TestIssuer issuer, StubAudit audit, ShopConnector shop, ShopConnector old, Path views) {
        String token(String group) {
            return issuer.token("http://localhost:7400/mcp", group, group);
        }
    }

    private final Surroundings surroundings = new Surroundings(
            issuer, audit, new ShopConnector(true), new ShopConnector(false), files.write("views.yaml", VIEWS));

    @Override
    public Map<String, String> start() {
        Map<String, String> config = config(
                """
                shop: { url: "%s", era: modern, owned-schemes: [shop] }
                old: { url: "%s", era: legacy }
                dead: { url: "http://localhost:1/mcp", era: auto }
                """.formatted(surroundings.shop().url(), surroundings.old().url()));
        Path policy = files.write("policy.yaml", """
                version: 1
                rules:
                  - id: engineering-everything
                    who: { groups: [engineering] }
                    what: { connectors: ["*"] }
                    effect: allow
                  - id: support-counts
                    who: { groups: [support] }
                    what: { connectors: [shop], tools: [count] }
                    effect: allow
                """);
        config.put("gateway.policy.file", policy.toString());
        config.put("gateway.views.file", surroundings.views().toString());
        config.put("gateway.views.poll-interval", "50ms");
        return config;
    }

    @Override
    Object surroundings() {
        return surroundings;
    }

    @Override
    void closeConnectors() {
        surroundings.shop().close();
        surroundings.old().close();
    }
}
