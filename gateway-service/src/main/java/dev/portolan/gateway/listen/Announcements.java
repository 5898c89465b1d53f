package dev.portolan.gateway.listen;

import dev.portolan.gateway.call.CallRefused;
import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.Endpoint;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.call.Refusal;
import dev.portolan.gateway.catalog.CatalogStore;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.policy.PolicyGate;
import dev.portolan.mcp.ErrorCode;
import dev.portolan.mcp.JsonSlice;
import dev.portolan.mcp.ProtocolError;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Tells listeners what changed. Changes are gathered for a moment and then told in one round: each listener hears of a
 * list only if it looks different to its caller, and of a resource only if its caller may read it. Safe for use by
 * many threads; sinks are called one at a time for each listener, on whatever thread, and must not block.
 */
public final class Announcements {
    private static final int GATHERED = 1_000;

    private final CatalogStore store;
    private final PolicyGate policy;
    private final ListenConfig config;
    private final Later later;
    private final Fingerprints fingerprints = new Fingerprints();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> sources = new CopyOnWriteArrayList<>();
    private final Reporting reporting = new Reporting();
    private final AtomicBoolean due = new AtomicBoolean();
    private final Object rounds = new Object();
    private final Set<Changed> changes = new LinkedHashSet<>();

    /** Has something run after a while, on a thread that may take its time. */
    public interface Later {
        void after(Duration wait, Runnable task);
    }

    /** A resource or a task of a connector's, by the connector's own name for it. */
    private record Changed(String connector, String name, boolean isTask) {}

    public Announcements(CatalogStore store, PolicyGate policy, ListenConfig config, Later later) {
        this.store = store;
        this.policy = policy;
        this.config = config;
        this.later = later;
        store.onChange(this::soon);
        policy.onChange(this::soon);
    }

    /**
     * Listens at an endpoint on behalf of a caller.
     *
     * @param sink takes whole JSON-RPC notifications in public form, to which nothing but {@code _meta} need be added
     * @throws CallRefused with {@link Refusal#TOO_MANY_LISTENERS}
     * @throws ProtocolError with {@link ErrorCode#INVALID_PARAMS} if the filter names too many resources
     */
    public Registration register(Caller caller, Endpoint endpoint, ListenFilter filter, Consumer<JsonSlice> sink) {
        check(filter);
        Listener listener = new Listener(caller, endpoint, sink, fingerprints);
        enter(listener);
        Place place = new Place(listener);
        place.update(filter);
        return place;
    }

    private void check(ListenFilter filter) {
        if (filter.uris().size() > config.maxResources()) {
            throw new ProtocolError(
                    200,
                    ErrorCode.INVALID_PARAMS,
                    "more resources than one listener may subscribe to: " + config.maxResources());
        }
    }

    private synchronized void enter(Listener listener) {
        String principal = listener.caller().principal();
        long own = listeners.stream()
                .filter(l -> l.caller().principal().equals(principal))
                .count();
        if (own >= config.maxListenersPerCaller()) {
            throw new CallRefused(
                    Refusal.TOO_MANY_LISTENERS,
                    "You listen " + own + " times already, as often as one caller may; close a stream first");
        }
        if (listeners.size() >= config.maxListeners()) {
            throw new CallRefused(Refusal.TOO_MANY_LISTENERS, "As many listen as may; try again later");
        }
        listeners.add(listener);
    }

    /**
     * Checks that a caller may hear of a resource at an endpoint.
     *
     * @throws CallRefused with {@link Refusal#UNKNOWN_FEATURE} if it may not know of the resource
     * @throws ProtocolError if changes of the resource do not become known
     */
    public void check(Caller caller, Endpoint endpoint, String uri) {
        Feature resource = store.at(endpoint)
                .resource(uri)
                .filter(policy.visibleTo(caller))
                .orElseThrow(() -> CallRefused.unknown(FeatureKind.RESOURCE, uri, ""));
        if (!reporting.resources(resource.connector())) {
            throw new ProtocolError(
                    200,
                    ErrorCode.INVALID_PARAMS,
                    "connector " + resource.connector() + " does not say when its resources change");
        }
    }

    /** Of which connectors changes of resources and tasks become known. */
    public Reporting reporting() {
        return reporting;
    }

    /** The connector's own URIs that somebody wants to hear of. */
    public Set<String> wanted(String connector) {
        Set<String> wanted = new HashSet<>();
        listeners.forEach(l -> wanted.addAll(l.subscribed().getOrDefault(connector, Set.of())));
        return wanted;
    }

    /** The connector's own ids of the tasks that somebody wants to hear of. */
    public Set<String> watched(String connector) {
        Set<String> watched = new HashSet<>();
        listeners.forEach(l -> watched.addAll(l.watched().getOrDefault(connector, Set.of())));
        return watched;
    }

    /** Has this run with the connector's id whenever {@link #wanted} or {@link #watched} may have changed. */
    public void onWanted(Consumer<String> source) {
        sources.add(source);
    }

    /** A connector says that a resource changed, by its own URI, which may be part of one that was subscribed to. */
    public void updated(String connector, String uri) {
        changed(new Changed(connector, uri, false));
    }

    /** A task changed, by its connector's own id. Listeners hear that it did, and not what became of it. */
    public void taskChanged(String connector, String id) {
        changed(new Changed(connector, id, true));
    }

    private void changed(Changed change) {
        boolean full;
        synchronized (changes) {
            changes.add(change);
            full = changes.size() >= GATHERED;
        }
        if (full) {
            round();
        } else {
            soon();
        }
    }

    private void soon() {
        if (!listeners.isEmpty() && due.compareAndSet(false, true)) {
            later.after(config.settle(), () -> {
                due.set(false);
                round();
            });
        }
    }

    /** One at a time, or an older view of the lists could be told last. */
    private void round() {
        Set<Changed> changed;
        synchronized (rounds) {
            synchronized (changes) {
                changed = new LinkedHashSet<>(changes);
                changes.clear();
            }
            for (Listener listener : listeners) {
                var catalog = store.at(listener.endpoint());
                var visible = policy.visibleTo(listener.caller());
                listener.compare(catalog, visible);
                for (Changed change : changed) {
                    if (change.isTask()) {
                        listener.changed(change.connector(), change.name());
                    } else {
                        listener.updated(change.connector(), change.name(), catalog, visible);
                    }
                }
            }
        }
    }

    private final class Place implements Registration {
        private final Listener listener;

        Place(Listener listener) {
            this.listener = listener;
        }

        @Override
        public ListenFilter honoured() {
            return listener.honoured();
        }

        @Override
        public ListenFilter update(ListenFilter filter) {
            check(filter);
            Set<String> before = listener.connectors();
            var visible = policy.visibleTo(listener.caller());
            listener.wish(filter, store.at(listener.endpoint()), visible, reporting);
            tell(before, listener.connectors());
            return listener.honoured();
        }

        @Override
        public void renew(Caller caller) {
            listener.renew(caller);
            soon();
        }

        @Override
        public void close() {
            boolean left;
            synchronized (Announcements.this) {
                left = listeners.remove(listener);
            }
            if (left) {
                tell(listener.connectors(), Set.of());
            }
        }

        private void tell(Set<String> before, Set<String> after) {
            Set<String> connectors = new HashSet<>(before);
            connectors.addAll(after);
            connectors.forEach(id -> sources.forEach(source -> source.accept(id)));
        }
    }
}
