package dev.portolan.audit.scrub;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Shows what the scrubber found. It keeps nobody out: records must come in while people look into it. */
@Readiness
@ApplicationScoped
class ScrubReady implements HealthCheck {

    private final Scrubber scrubber;

    ScrubReady(Scrubber scrubber) {
        this.scrubber = scrubber;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("evidence")
                .up()
                .withData(
                        "first_bad_index",
                        scrubber.firstBadIndex().map(String::valueOf).orElse("none"))
                .build();
    }
}
