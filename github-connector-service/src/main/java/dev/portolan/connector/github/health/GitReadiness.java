package dev.portolan.connector.github.health;

import dev.portolan.connector.github.git.GitRepositories;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready if the root of plain Git can be read, or if none is configured. */
@Readiness
@ApplicationScoped
class GitReadiness implements HealthCheck {

    private final GitRepositories repositories;

    GitReadiness(GitRepositories repositories) {
        this.repositories = repositories;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("git-root")
                .status(!repositories.configured() || repositories.readable())
                .withData("configured", repositories.configured())
                .build();
    }
}
