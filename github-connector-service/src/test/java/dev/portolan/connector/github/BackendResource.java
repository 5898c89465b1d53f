package dev.portolan.connector.github;

import dev.portolan.connector.github.git.SampleRoot;
import dev.portolan.standin.github.GitHubStandIn;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stand-in and a root with one repository, beside a {@code @QuarkusTest}. */
public final class BackendResource implements QuarkusTestResourceLifecycleManager {

    /** What the connector shows the stand-in; must never be seen anywhere else. */
    static final String TOKEN = "ghp-marker-of-the-secret-token";

    private @Nullable GitHubStandIn standIn;

    @Override
    public Map<String, String> start() {
        try {
            standIn = GitHubStandIn.start();
            SampleRoot root = new SampleRoot(Files.createTempDirectory("git-root")).make("welcome");
            return Map.of(
                    "github.api-url", standIn.url().toString(),
                    "github.token", TOKEN,
                    "git.root", root.path().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        if (standIn != null) {
            standIn.close();
        }
    }
}
