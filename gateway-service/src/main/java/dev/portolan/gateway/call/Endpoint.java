package dev.portolan.gateway.call;

/**
 * Where clients come in: each endpoint is a namespace of its own and a protected resource of its own.
 *
 * @param kind what is offered there
 * @param name id of the connector or name of the view; empty for the federated namespace
 */
public record Endpoint(Kind kind, String name) {
    /** All connectors under names that tell them apart. */
    public static final Endpoint FEDERATED = new Endpoint(Kind.FEDERATED, "");

    /** What is offered at an endpoint. */
    public enum Kind {
        /** Everything, under public names. */
        FEDERATED("/mcp"),
        /** One connector, under its own names. */
        CONNECTOR("/mcp/c/"),
        /** A choice that the operator made. */
        VIEW("/mcp/v/");

        private final String path;

        Kind(String path) {
            this.path = path;
        }
    }

    /** The endpoint of one connector. */
    public static Endpoint ofConnector(String id) {
        return new Endpoint(Kind.CONNECTOR, id);
    }

    /** The endpoint of a configured view. */
    public static Endpoint ofView(String name) {
        return new Endpoint(Kind.VIEW, name);
    }

    /** The path of its URL, e.g. {@code /mcp/c/github}. */
    public String path() {
        return kind.path + name;
    }
}
