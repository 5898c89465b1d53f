package dev.portolan.gateway.catalog;

import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.naming.FederatedNaming;
import dev.portolan.gateway.naming.OwnNaming;
import dev.portolan.gateway.naming.PublicUris;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * The catalogs of this moment, one for each endpoint. Writers replace one connector's listing at a time; readers never
 * wait and never see half of a change.
 */
public final class CatalogStore implements Catalogs {
    private final Schemas schemas = new Schemas();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private Map<String, Listing> listings = new TreeMap<>();
    private PublicUris uris = new PublicUris(Set.of(), Map.of());
    private volatile Moment current = new Moment(listings, uris, schemas);

    /** The listings of one moment and the catalogs made of them, those of single connectors when first asked for. */
    private static final class Moment {
        private final Map<String, Listing> listings;
        private final Schemas schemas;
        private final Catalog federated;
        private final Map<String, Catalog> own = new ConcurrentHashMap<>();

        Moment(Map<String, Listing> listings, PublicUris uris, Schemas schemas) {
            this.listings = Map.copyOf(listings);
            this.schemas = schemas;
            this.federated = new Catalog(listings.values(), new FederatedNaming(uris), schemas);
        }

        Optional<Catalog> at(Endpoint endpoint) {
            return switch (endpoint.kind()) {
                case FEDERATED -> Optional.of(federated);
                case CONNECTOR ->
                    Optional.ofNullable(listings.get(endpoint.name())).map(this::own);
                case VIEW -> Optional.empty();
            };
        }

        private Catalog own(Listing listing) {
            String id = listing.connector();
            return own.computeIfAbsent(id, made -> new Catalog(List.of(listing), new OwnNaming(id), schemas));
        }
    }

    /** The federated catalog now. */
    public Catalog current() {
        return current.federated;
    }

    /** What is offered at an endpoint now, or empty if there is no such endpoint. */
    public Optional<Catalog> find(Endpoint endpoint) {
        return current.at(endpoint);
    }

    @Override
    public Catalog at(Endpoint endpoint) {
        return find(endpoint).orElse(Catalog.EMPTY);
    }

    /** Has this run after every change, by whoever made it and outside all locks; it must not take long. */
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Starts over for a set of connectors: those that stay keep their listing, new ones are unreached. */
    public void connectors(PublicUris newUris, Set<String> ids) {
        synchronized (this) {
            Map<String, Listing> next = new TreeMap<>();
            ids.forEach(id -> next.put(id, listings.getOrDefault(id, Listing.unreached(id))));
            replace(next, newUris);
        }
        changed();
    }

    /** Takes what a connector says now; ignored if the connector is no longer configured. */
    public void put(Listing listing) {
        change(listing.connector(), known -> listing);
    }

    /** Marks what a connector said as no longer confirmed. */
    public void lost(String connector) {
        change(connector, Listing::stale);
    }

    private void change(String connector, UnaryOperator<Listing> change) {
        synchronized (this) {
            Listing known = listings.get(connector);
            Listing now = known == null ? null : change.apply(known);
            if (now == null || now.equals(known)) {
                return;
            }
            Map<String, Listing> next = new TreeMap<>(listings);
            next.put(connector, now);
            replace(next, uris);
        }
        changed();
    }

    private void changed() {
        listeners.forEach(Runnable::run);
    }

    /** Builds first and commits then: a listing no catalog can be made of leaves everything as it was. */
    private void replace(Map<String, Listing> next, PublicUris newUris) {
        current = new Moment(next, newUris, schemas);
        listings = next;
        uris = newUris;
    }
}
