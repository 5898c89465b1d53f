package dev.portolan.gateway.edge;

import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.catalog.Catalog;
import dev.portolan.gateway.catalog.CatalogStore;
import dev.portolan.gateway.catalog.Listing;
import dev.portolan.gateway.policy.PolicyGate;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.ProtocolError;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which endpoint a path names, and for whom it exists. */
@Singleton
public class Endpoints {
    private static final Pattern PATH = Pattern.compile("/mcp(?:/(c|v)/([a-z][a-z0-9-]{0,20}))?");

    private final CatalogStore store;
    private final PolicyGate policy;

    Endpoints(CatalogStore store, PolicyGate policy) {
        this.store = store;
        this.policy = policy;
    }

    /** The endpoint of that very path, or empty if the path is spelt otherwise or is none of ours. */
    static Optional<Endpoint> of(String path) {
        Matcher parts = PATH.matcher(path);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String name = parts.group(2);
        return Optional.of(
                name == null
                        ? Endpoint.FEDERATED
                        : "c".equals(parts.group(1)) ? Endpoint.ofConnector(name) : Endpoint.ofView(name));
    }

    /**
     * An endpoint where a caller may know of nothing is answered like one that does not exist.
     *
     * @throws ProtocolError 404 for such an endpoint, 503 if its connector was not reached yet
     */
    void check(Endpoint endpoint, Caller caller) {
        if (endpoint.kind() == Endpoint.Kind.FEDERATED) {
            return;
        }
        Catalog offered = store.find(endpoint).orElseThrow(Endpoints::unknown);
        if (!offered.connectors(policy.visibleTo(caller)).isEmpty()) {
            return;
        }
        boolean unreached = offered.listings().stream().anyMatch(l -> l.state() == Listing.State.UNREACHED);
        throw unreached
                ? new ProtocolError(503, ErrorCode.INTERNAL_ERROR, "what is offered here is not known yet")
                : unknown();
    }

    private static ProtocolError unknown() {
        return new ProtocolError(404, ErrorCode.INVALID_REQUEST, "no such endpoint, or nothing here for you");
    }
}
