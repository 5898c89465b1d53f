package dev.portolan.connector.github;

import dev.portolan.connector.github.git.SampleRoot;
import dev.portolan.connector.github.judge.Judge;
import dev.portolan.standin.github.Exchange;
import dev.portolan.standin.github.GitHubStandIn;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stand-in and a root with one repository, beside a {@code @QuarkusTest}. */
public final class BackendResource implements QuarkusTestResourceLifecycleManager {

    /** What the connector shows the stand-in; must never be seen anywhere else. */
    static final String TOKEN = "ghp-marker-of-the-secret-token";

    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private @Nullable GitHubStandIn standIn;

    @Override
    public Map<String, String> start() {
        try {
            standIn = GitHubStandIn.start();
            standIn.listen(exchanges::add);
            SampleRoot root = new SampleRoot(Files.createTempDirectory("git-root")).make("welcome");
            return Map.of(
                    "github.api-url", standIn.url().toString(),
                    "github.token", TOKEN,
                    "git.root", root.path().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a test what GitHub's description has to say of the exchanges so far. */
    @Override
    public void inject(TestInjector injector) {
        Supplier<List<String>> faults = () -> {
            List<Exchange> made = List.copyOf(exchanges);
            exchanges.removeAll(made);
            return Judge.instance()
                    .map(judge -> made.stream()
                            .flatMap(exchange -> judge.faults(exchange).stream())
                            .toList())
                    .orElse(List.of());
        };
        injector.injectIntoFields(faults, new TestInjector.MatchesType(Supplier.class));
    }

    @Override
    public void stop() {
        if (standIn != null) {
            standIn.close();
        }
    }
}
