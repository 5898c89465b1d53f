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
import java.util.List;

/** For whom an endpoint exists. */
@Singleton
public class Endpoints {
    private final CatalogStore store;
    private final PolicyGate policy;

    Endpoints(CatalogStore store, PolicyGate policy) {
        this.store = store;
        this.policy = policy;
    }

    /**
     * An endpoint where a caller may know of nothing is answered like one that does not exist.
     *
     * @throws ProtocolError 404 for such an endpoint, 503 if none of its connectors was reached yet
     */
    void check(Endpoint endpoint, Caller caller) {
        if (endpoint.kind() == Endpoint.Kind.FEDERATED) {
            return;
        }
        Catalog offered = store.find(endpoint).orElseThrow(Endpoints::unknown);
        if (!offered.connectors(policy.visibleTo(caller)).isEmpty()) {
            return;
        }
        List<Listing> from = offered.listings();
        boolean unreached = from.stream().allMatch(listing -> listing.state() == Listing.State.UNREACHED);
        throw unreached && !from.isEmpty()
                ? new ProtocolError(503, ErrorCode.INTERNAL_ERROR, "what is offered here is not known yet")
                : unknown();
    }

    private static ProtocolError unknown() {
        return new ProtocolError(404, ErrorCode.INVALID_REQUEST, "no such endpoint, or nothing here for you");
    }
}
