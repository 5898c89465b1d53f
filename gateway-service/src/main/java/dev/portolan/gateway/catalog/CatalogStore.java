package dev.portolan.gateway.catalog;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The catalog of this moment. Writers replace one connector's listing at a time; readers never wait and never see half
 * of a change.
 */
public final class CatalogStore {
    private final Schemas schemas = new Schemas();
    private Map<String, Listing> listings = new TreeMap<>();
    private PublicUris uris = new PublicUris(Set.of(), Map.of());
    private volatile Catalog current = new Catalog(List.of(), uris, schemas);

    /** The catalog now. */
    public Catalog current() {
        return current;
    }

    /** Starts over for a set of connectors: those that stay keep their listing, new ones are unreached. */
    public synchronized void connectors(PublicUris newUris, Set<String> ids) {
        Map<String, Listing> next = new TreeMap<>();
        ids.forEach(id -> next.put(id, listings.getOrDefault(id, Listing.unreached(id))));
        replace(next, newUris);
    }

    /** Takes what a connector says now; ignored if the connector is no longer configured. */
    public synchronized void put(Listing listing) {
        Listing known = listings.get(listing.connector());
        if (known != null && !known.equals(listing)) {
            Map<String, Listing> next = new TreeMap<>(listings);
            next.put(listing.connector(), listing);
            replace(next, uris);
        }
    }

    /** Marks what a connector said as no longer confirmed. */
    public synchronized void lost(String connector) {
        Listing known = listings.get(connector);
        if (known != null) {
            put(known.stale());
        }
    }

    /** Builds first and commits then: a listing no catalog can be made of leaves everything as it was. */
    private void replace(Map<String, Listing> next, PublicUris newUris) {
        current = new Catalog(next.values(), newUris, schemas);
        listings = next;
        uris = newUris;
    }
}
