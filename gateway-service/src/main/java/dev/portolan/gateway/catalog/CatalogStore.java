package dev.portolan.gateway.catalog;

import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.naming.FederatedNaming;
import dev.portolan.gateway.naming.Naming;
import dev.portolan.gateway.naming.OwnNaming;
import dev.portolan.gateway.naming.PublicUris;
import dev.portolan.gateway.view.Selection;
import dev.portolan.gateway.view.View;
import dev.portolan.gateway.view.ViewSelection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
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
    private Map<String, View> views = Map.of();
    private volatile Moment current = new Moment(listings, uris, views, schemas);

    /** The listings of one moment and the catalogs made of them, but for the federated one when first asked for. */
    private static final class Moment {
        private final Map<String, Listing> listings;
        private final Schemas schemas;
        private final Naming naming;
        private final Map<String, View> views;
        private final Catalog federated;
        private final Map<String, Catalog> own = new ConcurrentHashMap<>();
        private final Map<String, Catalog> chosen = new ConcurrentHashMap<>();

        Moment(Map<String, Listing> listings, PublicUris uris, Map<String, View> views, Schemas schemas) {
            this.listings = Map.copyOf(listings);
            this.schemas = schemas;
            this.naming = new FederatedNaming(uris);
            this.views = views;
            this.federated = new Catalog(listings.values(), naming, schemas);
        }

        Optional<Catalog> at(Endpoint endpoint) {
            return switch (endpoint.kind()) {
                case FEDERATED -> Optional.of(federated);
                case CONNECTOR ->
                    Optional.ofNullable(listings.get(endpoint.name())).map(this::own);
                case VIEW -> Optional.ofNullable(views.get(endpoint.name())).map(this::chosen);
            };
        }

        private Catalog own(Listing listing) {
            String id = listing.connector();
            return own.computeIfAbsent(id, made -> new Catalog(List.of(listing), new OwnNaming(id), schemas));
        }

        private Catalog chosen(View view) {
            return chosen.computeIfAbsent(view.id(), made -> {
                List<Listing> from = view.connectors().stream()
                        .map(listings::get)
                        .filter(Objects::nonNull)
                        .toList();
                Selection selection = new ViewSelection(view, naming);
                return new Catalog(from, selection, schemas);
            });
        }

        SortedMap<String, List<String>> faults() {
            SortedMap<String, List<String>> faults = new TreeMap<>();
            for (View view : views.values()) {
                List<String> ofView = new ArrayList<>(ViewReview.missing(view, listings));
                ofView.addAll(chosen(view).faults());
                faults.put(view.id(), List.copyOf(ofView));
            }
            return faults;
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

    /** The view that is offered at an endpoint now, or empty if none is. */
    public Optional<View> view(Endpoint endpoint) {
        return endpoint.kind() == Endpoint.Kind.VIEW
                ? Optional.ofNullable(current.views.get(endpoint.name()))
                : Optional.empty();
    }

    /**
     * What each view names and cannot offer now, in sentences: features that there are not, and those left out. Nothing
     * is said of connectors that were never reached. May take a while.
     */
    public SortedMap<String, List<String>> faultsOfViews() {
        return current.faults();
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

    /** Offers these views from now on and no others. */
    public void views(Collection<View> now) {
        synchronized (this) {
            Map<String, View> next = new TreeMap<>();
            now.forEach(view -> next.put(view.id(), view));
            views = next;
            current = new Moment(listings, uris, views, schemas);
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
        current = new Moment(next, newUris, views, schemas);
        listings = next;
        uris = newUris;
    }
}
