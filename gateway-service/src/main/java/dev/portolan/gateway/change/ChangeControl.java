package dev.portolan.gateway.change;

import dev.portolan.gateway.catalog.CatalogStore;
import dev.portolan.gateway.catalog.Listing;
import dev.portolan.gateway.change.KnownDefinitions.Settling;
import dev.portolan.gateway.change.KnownDefinitions.Step;
import dev.portolan.gateway.naming.PublicUris;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * The door by which listings enter the catalog. What a connector says is cleaned, compared with what it said before,
 * put on record where it differs, and let in as far as nothing has to be approved first. Safe for use by many threads;
 * connectors do not wait for each other.
 */
public final class ChangeControl {
    private static final Logger LOG = Logger.getLogger(ChangeControl.class);

    private final CatalogStore store;
    private final DefinitionCleaner cleaner;
    private final Supplier<Approvals> approvals;
    private final ChangeRecords records;
    private final Clock clock;
    private final MeterRegistry registry;
    private final Map<String, KnownDefinitions> known = new ConcurrentHashMap<>();

    ChangeControl(
            CatalogStore store,
            DefinitionCleaner cleaner,
            Supplier<Approvals> approvals,
            ChangeRecords records,
            Clock clock,
            MeterRegistry registry) {
        this.store = store;
        this.cleaner = cleaner;
        this.approvals = approvals;
        this.records = records;
        this.clock = clock;
        this.registry = registry;
    }

    /** Starts over for a set of connectors: of those that stay everything stays known. */
    public void connectors(PublicUris uris, Set<String> ids) {
        known.keySet().retainAll(ids);
        for (String id : ids) {
            known.computeIfAbsent(id, KnownDefinitions::new);
            Gauge.builder("gateway.catalog.held", this, control -> control.heldCount(id))
                    .description("Definitions that are not offered until they are approved")
                    .tag("connector", id)
                    .register(registry);
        }
        store.connectors(uris, ids);
    }

    /**
     * Takes what a connector says now; ignored if the connector is no longer configured.
     *
     * @param hold whether definitions that are not approved are held
     */
    public void found(Listing listing, boolean hold) {
        KnownDefinitions of = known.get(listing.connector());
        if (of == null) {
            return;
        }
        synchronized (of) {
            if (of.isWhatWasSaid(listing)) {
                settle(listing.connector(), of, of.foundAgain(hold, settling()));
                return;
            }
        }
        // The long part, before anybody can be kept waiting by it.
        Listing clean = cleaner.clean(listing);
        Map<DefinitionKey, Definition> all = Definition.all(clean);
        synchronized (of) {
            settle(listing.connector(), of, of.found(listing, clean, all, hold, settling()));
        }
    }

    /** A connector does not answer: what is known of it stays, no longer confirmed. */
    public void lost(String connector) {
        KnownDefinitions of = known.get(connector);
        if (of != null) {
            synchronized (of) {
                of.lost();
                store.lost(connector);
            }
        }
    }

    /** The approvals are others than before. */
    void approvalsChanged() {
        known.forEach((connector, of) -> {
            synchronized (of) {
                settle(connector, of, of.reviewed(settling()));
            }
        });
    }

    private Settling settling() {
        return new Settling(approvals.get(), clock.instant());
    }

    /** On record first, then in the catalog. */
    private void settle(String connector, KnownDefinitions of, Step step) {
        if (step.first() || !step.differences().isEmpty()) {
            records.record(connector, step);
            int held = of.heldCount();
            if (held > 0) {
                LOG.warnf(
                        "connector %s: %d definitions are held until they are approved; GET /changes on the management"
                                + " port shows them",
                        connector, held);
            }
        }
        of.offer().ifPresent(store::put);
    }

    /** How many definitions of a connector are held. */
    public int heldCount(String connector) {
        KnownDefinitions of = known.get(connector);
        return of == null ? 0 : of.heldCount();
    }

    /** What is held, by connector and in order. */
    List<HeldDefinition> held() {
        List<HeldDefinition> held = new ArrayList<>();
        Collection<KnownDefinitions> all = new TreeMap<>(known).values();
        for (KnownDefinitions of : all) {
            synchronized (of) {
                of.held(approvals.get(), held::add);
            }
        }
        return held;
    }
}
