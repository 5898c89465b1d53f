package dev.portolan.gateway.naming;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The URIs under which resources are offered, computable both ways without a table. A scheme that a connector owns
 * passes unchanged; {@code ui} and {@code skill} keep their scheme and carry the connector in the first segment; any
 * other URI becomes {@code <connector>+<original>}. Templates expand to what the same rule makes of their expansion,
 * and a gateway behind a gateway only adds a prefix.
 */
public final class PublicUris {
    private static final Set<String> CARRIED = Set.of("ui", "skill");

    private final Set<String> connectors;
    private final Map<String, String> owners;

    /**
     * @param connectors ids of all connectors
     * @param owners which connector owns a scheme
     */
    public PublicUris(Set<String> connectors, Map<String, String> owners) {
        this.connectors = Set.copyOf(connectors);
        this.owners = Map.copyOf(owners);
    }

    /** The public form of a connector's URI or URI template. */
    public String toPublic(String connector, String original) {
        String scheme = scheme(original);
        if (connector.equals(owners.get(scheme))) {
            return original;
        }
        if (CARRIED.contains(scheme) && original.startsWith("://", scheme.length())) {
            int path = scheme.length() + 3;
            return original.substring(0, path) + connector + "/" + original.substring(path);
        }
        return connector + "+" + original;
    }

    /** The connector and URI a public URI stands for, or empty if it stands for none. */
    public Optional<Naming.Original> toOriginal(String publicUri) {
        String scheme = scheme(publicUri);
        String owner = owners.get(scheme);
        if (owner != null) {
            return Optional.of(new Naming.Original(owner, publicUri));
        }
        if (CARRIED.contains(scheme)) {
            return carried(scheme, publicUri);
        }
        int plus = publicUri.indexOf('+');
        return plus < 0 ? Optional.empty() : known(publicUri.substring(0, plus), publicUri.substring(plus + 1));
    }

    private Optional<Naming.Original> carried(String scheme, String publicUri) {
        int from = scheme.length() + 3;
        int slash = publicUri.indexOf('/', Math.min(from, publicUri.length()));
        if (slash < 0 || !publicUri.startsWith("://", scheme.length())) {
            return Optional.empty();
        }
        return known(publicUri.substring(from, slash), publicUri.substring(0, from) + publicUri.substring(slash + 1));
    }

    private Optional<Naming.Original> known(String connector, String uri) {
        return connectors.contains(connector) ? Optional.of(new Naming.Original(connector, uri)) : Optional.empty();
    }

    /** In lower case; empty if there is none. Only ASCII, or a Kelvin sign would make a k that clients escape. */
    private static String scheme(String uri) {
        String scheme = uri.substring(0, Math.max(0, uri.indexOf(':')));
        return scheme.chars().allMatch(c -> c < 0x80) ? scheme.toLowerCase(Locale.ROOT) : "";
    }
}
