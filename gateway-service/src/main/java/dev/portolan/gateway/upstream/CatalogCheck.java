package dev.portolan.gateway.upstream;

import dev.portolan.gateway.catalog.Catalog;
import dev.portolan.gateway.catalog.CatalogStore;
import dev.portolan.gateway.catalog.Listing;
import dev.portolan.gateway.change.ChangeControl;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once every connector was asked for what it offers. A connector that does not answer is named here and hurts
 * nobody else, so it does not make the gateway unready.
 */
@Readiness
@ApplicationScoped
public class CatalogCheck implements HealthCheck {
    private final ConfiguredUpstreams upstreams;
    private final CatalogStore store;
    private final ChangeControl changes;

    CatalogCheck(ConfiguredUpstreams upstreams, CatalogStore store, ChangeControl changes) {
        this.upstreams = upstreams;
        this.store = store;
        this.changes = changes;
    }

    @Override
    public HealthCheckResponse call() {
        Catalog now = store.current();
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("connectors").status(upstreams.allTried());
        for (Listing listing : now.listings()) {
            response.withData(listing.connector(), listing.state().name().toLowerCase(Locale.ROOT));
            int held = changes.heldCount(listing.connector());
            if (held > 0) {
                response.withData(listing.connector() + ".held", held);
            }
        }
        now.faults().stream().findFirst().ifPresent(first -> response.withData("collision", first));
        return response.build();
    }
}
