package dev.portolan.gateway.reload;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Tells of each watched file what is in force of it. Always up: with what was in force before, the gateway serves as
 * well as before; the gauge {@code gateway.reload.failed} is what alerts go by.
 */
@Readiness
@ApplicationScoped
class WatchedFilesCheck implements HealthCheck {
    private final WatchedFiles watched;

    WatchedFilesCheck(WatchedFiles watched) {
        this.watched = watched;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("watched-files").up();
        for (WatchedFile<?> file : watched.files()) {
            String name = String.valueOf(file.file().getFileName());
            response.withData(name, file.failure().isPresent() ? "bad, kept " + file.digest() : file.digest());
        }
        return response.build();
    }
}
