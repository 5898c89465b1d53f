package dev.portolan.gateway.viewfile;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells what views name and cannot offer. Always up: what can be offered is; the gauge {@code gateway.views.faults} is
 * what alerts go by.
 */
@Readiness
@ApplicationScoped
class ViewsCheck implements HealthCheck {
    private static final int SHOWN = 5;

    private final ViewFaults faults;

    ViewsCheck(ViewFaults faults) {
        this.faults = faults;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("views").up();
        faults.known().forEach((view, known) -> response.withData(view, known.isEmpty() ? "offered" : said(known)));
        return response.build();
    }

    private static String said(List<String> known) {
        String first = String.join("; ", known.subList(0, Math.min(SHOWN, known.size())));
        return known.size() > SHOWN ? first + "; and " + (known.size() - SHOWN) + " more" : first;
    }
}
