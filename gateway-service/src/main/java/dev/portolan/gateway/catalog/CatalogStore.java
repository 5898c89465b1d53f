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
    private final Map<String, Listing> listings = new TreeMap<>();
    private PublicUris uris = new PublicUris(Set.of(), Map.of());
    private volatile Catalog current = new Catalog(List.of(), uris, schemas);

    /** The catalog now. */
    public Catalog current() {
        return current;
    }

    /** Starts over for a set of connectors: those that stay keep their listing, new ones are unreached. */
    public synchronized void connectors(PublicUris newUris, Set<String> ids) {
        listings.keySet().retainAll(ids);
        ids.forEach(id -> listings.putIfAbsent(id, Listing.unreached(id)));
        uris = newUris;
        rebuild();
    }

    /** Takes what a connector says now; ignored if the connector is no longer configured. */
    public synchronized void put(Listing listing) {
        if (listings.replace(listing.connector(), listing) != null) {
            rebuild();
        }
    }

    /** Marks what a connector said as no longer confirmed. */
    public synchronized void lost(String connector) {
        Listing known = listings.get(connector);
        if (known != null && known.state() == Listing.State.FRESH) {
            listings.put(connector, known.stale());
            rebuild();
        }
    }

    private void rebuild() {
        current = new Catalog(listings.values(), uris, schemas);
    }
}
