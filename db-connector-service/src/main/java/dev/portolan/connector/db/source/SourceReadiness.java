package dev.portolan.connector.db.source;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready as long as one source serves: a connector with one database down is still needed for the others. The data
 * tell each source's state.
 */
@Readiness
@ApplicationScoped
public class SourceReadiness implements HealthCheck {
    private final Sources sources;

    public SourceReadiness(Sources sources) {
        this.sources = sources;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("sources");
        boolean any = false;
        for (Source source : sources.all()) {
            SourceState state = source.state();
            any |= state.isReady();
            response.withData(
                    source.name(), state.isReady() ? "ready" : state.standing().wireName() + ": " + state.sentence());
        }
        return response.status(any).build();
    }
}
