package dev.portolan.connector.github.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.connector.github.api.GitHubConfig;
import dev.portolan.connector.github.api.TestApi;
import dev.portolan.connector.github.git.SampleRoot;
import dev.portolan.connector.github.judge.JudgedStandIn;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ReadinessTest {

    @RegisterExtension
    final JudgedStandIn gitHub = new JudgedStandIn();

    @TempDir
    Path directory;

    @Test
    void gitHubOutOfReachDegradesOnceItIsLookedAtAgain() {
        try (TestApi test = new TestApi(gitHub.url())) {
            // Given
            TestApi.TurnedClock clock = new TestApi.TurnedClock();
            GitHubReadiness readiness = new GitHubReadiness(test.api(), config(), clock);
            HealthCheckResponse reachable = readiness.call();
            gitHub.standIn().close();

            // When
            HealthCheckResponse remembered = readiness.call();
            clock.turn(Duration.ofSeconds(31));
            HealthCheckResponse degraded = readiness.call();

            // Then
            assertThat(reachable.getData().orElseThrow()).containsEntry("degraded", false);
            assertThat(remembered.getData().orElseThrow()).containsEntry("degraded", false);
            assertThat(degraded.getData().orElseThrow()).containsEntry("degraded", true);
            assertThat(degraded.getStatus()).isEqualTo(Status.UP);
        }
    }

    @Test
    void aRootThatIsGoneIsNotReady() throws IOException {
        SampleRoot root = new SampleRoot(Files.createDirectory(directory.resolve("root")));
        GitReadiness readiness = new GitReadiness(root.repositories());
        assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
        Files.delete(root.path());
        assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);
    }

    private static GitHubConfig config() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(GitHubConfig.class)
                .withDefaultValues(Map.of("github.health-ttl", "30s"))
                .build()
                .getConfigMapping(GitHubConfig.class);
    }
}
