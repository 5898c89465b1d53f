package dev.portolan.gateway.viewfile;

import dev.portolan.gateway.catalog.CatalogStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * What views name and cannot offer, looked for after every change of views and of what connectors offer, and told
 * once: nobody else is hurt by it, so nobody else would tell.
 */
@Singleton
class ViewFaults {
    private static final Logger LOG = Logger.getLogger(ViewFaults.class);

    private final CatalogStore store;
    private final Vertx vertx;
    private final AtomicBoolean due = new AtomicBoolean();
    private final MultiGauge gauge;
    private volatile SortedMap<String, List<String>> known = Collections.emptySortedMap();

    ViewFaults(CatalogStore store, Vertx vertx, MeterRegistry registry) {
        this.store = store;
        this.vertx = vertx;
        this.gauge = MultiGauge.builder("gateway.views.faults")
                .description("Entries of views that are not offered as they are written")
                .register(registry);
    }

    void start(@Observes StartupEvent event) {
        store.onChange(this::soon);
        soon();
    }

    /** At the last look, those of each view. */
    SortedMap<String, List<String>> known() {
        return known;
    }

    private void soon() {
        if (due.compareAndSet(false, true)) {
            vertx.executeBlocking(
                    () -> {
                        due.set(false);
                        look();
                        return null;
                    },
                    false);
        }
    }

    private synchronized void look() {
        SortedMap<String, List<String>> before = known;
        SortedMap<String, List<String>> now = store.faultsOfViews();
        known = now;
        now.forEach((view, faults) -> tell(view, before.getOrDefault(view, List.of()), faults));
        gauge.register(
                now.entrySet().stream()
                        .map(view -> MultiGauge.Row.of(
                                Tags.of("view", view.getKey()), view.getValue().size()))
                        .toList(),
                true);
    }

    private static void tell(String view, List<String> before, List<String> now) {
        now.stream().filter(fault -> !before.contains(fault)).forEach(fault -> LOG.warnf("view %s: %s", view, fault));
        if (now.isEmpty() && !before.isEmpty()) {
            LOG.infof("view %s is offered as it is written", view);
        }
    }
}
