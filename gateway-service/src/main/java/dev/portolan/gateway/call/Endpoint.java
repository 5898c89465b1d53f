package dev.portolan.gateway.call;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where clients come in: each endpoint is a namespace of its own and a protected resource of its own.
 *
 * @param kind what is offered there
 * @param name id of the connector or name of the view; empty for the federated namespace
 */
public record Endpoint(Kind kind, String name) {
    /** All connectors under names that tell them apart. */
    public static final Endpoint FEDERATED = new Endpoint(Kind.FEDERATED, "");

    private static final Pattern PATH = Pattern.compile("/mcp(?:/(c|v)/([a-z][a-z0-9-]{0,20}))?");

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

    /** The endpoint of that very path, or empty if the path is spelt otherwise or is none of ours. */
    public static Optional<Endpoint> ofPath(String path) {
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String name = parts.group(2);
        return Optional.of(name == null ? FEDERATED : "c".equals(parts.group(1)) ? ofConnector(name) : ofView(name));
    }

    /** The path of its URL, e.g. {@code /mcp/c/github}. */
    public String path() {
        return kind.path + name;
    }
}
