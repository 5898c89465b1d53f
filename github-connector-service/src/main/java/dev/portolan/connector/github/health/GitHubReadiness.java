package dev.portolan.connector.github.health;

import dev.portolan.connector.github.api.GitHubApi;
import dev.portolan.connector.github.api.GitHubConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says whether GitHub answers. It stays up when GitHub does not, with {@code degraded}: plain Git still works, and
 * taking every replica out of service would not bring GitHub back. Asks at most once per {@code github.health-ttl}.
 */
@Readiness
@ApplicationScoped
class GitHubReadiness implements HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final GitHubApi api;
    private final GitHubConfig config;
    private final Clock clock;
    private Instant asked = Instant.MIN;
    private boolean reachable;

    GitHubReadiness(GitHubApi api, GitHubConfig config, Clock clock) {
        this.api = api;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public synchronized HealthCheckResponse call() {
        if (asked.equals(Instant.MIN) || !clock.instant().isBefore(asked.plus(config.healthTtl()))) {
            reachable = api.reachable(PATIENCE);
            asked = clock.instant();
        }
        return HealthCheckResponse.named("github")
                .up()
                .withData("degraded", !reachable)
                .withData("credential", api.hasCredential())
                .build();
    }
}
