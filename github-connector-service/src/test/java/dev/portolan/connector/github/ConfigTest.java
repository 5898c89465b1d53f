package dev.portolan.connector.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.connector.github.api.GitHubConfig;
import dev.portolan.connector.github.git.GitConfig;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigTest {

    @Test
    void theDefaultsAreThose() {
        GitHubConfig gitHub = config(Map.of()).getConfigMapping(GitHubConfig.class);
        assertThat(gitHub.apiUrl()).hasToString("https://api.github.com");
        assertThat(gitHub.token()).isEmpty();
        assertThat(gitHub.connectTimeout()).hasSeconds(3);
        assertThat(gitHub.attemptTimeout()).hasSeconds(10);
        assertThat(gitHub.deadline()).hasSeconds(25);
        assertThat(gitHub.attempts()).isEqualTo(3);
        assertThat(gitHub.backoff()).hasMillis(300);
        assertThat(gitHub.longestPause()).hasSeconds(2);
        assertThat(gitHub.longestHold()).isEqualTo(Duration.ofHours(1));
        assertThat(gitHub.responseSize().asLongValue()).isEqualTo(8L * 1024 * 1024);
        assertThat(gitHub.connections()).isEqualTo(16);
        assertThat(gitHub.waiting()).isEqualTo(64);
        assertThat(gitHub.cacheSize().asLongValue()).isEqualTo(16L * 1024 * 1024);
        assertThat(gitHub.cacheTtl()).isEqualTo(Duration.ofHours(1));
        assertThat(gitHub.healthTtl()).hasSeconds(30);
    }

    @Test
    void theDefaultsOfGitAreThose() {
        GitConfig git = config(Map.of()).getConfigMapping(GitConfig.class);
        assertThat(git.root()).isEmpty();
        assertThat(git.deadline()).hasSeconds(10);
        assertThat(git.repositories()).isEqualTo(200);
        assertThat(git.patchSize().asLongValue()).isEqualTo(200L * 1024);
        assertThat(git.fileSize().asLongValue()).isEqualTo(1024L * 1024);
        assertThat(git.entries()).isEqualTo(500_000);
        assertThat(git.soundTtl()).hasMinutes(1);
    }

    @Test
    void everyKeyCanBeSet() {
        SmallRyeConfig config = config(Map.of("github.attempts", "2", "github.token", "t", "git.root", "/srv/git"));
        assertThat(config.getConfigMapping(GitHubConfig.class).attempts()).isEqualTo(2);
        assertThat(config.getConfigMapping(GitHubConfig.class).token()).contains("t");
        assertThat(config.getConfigMapping(GitConfig.class).root()).contains(Path.of("/srv/git"));
    }

    @Test
    void aMisspeltKeyRefusesToStart() {
        assertThatThrownBy(() -> config(Map.of("github.tokn", "x"))).hasMessageContaining("github.tokn");
        assertThatThrownBy(() -> config(Map.of("git.rot", "x"))).hasMessageContaining("git.rot");
    }

    private static SmallRyeConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(GitHubConfig.class)
                .withMapping(GitConfig.class)
                .withDefaultValues(values)
                .build();
    }
}
