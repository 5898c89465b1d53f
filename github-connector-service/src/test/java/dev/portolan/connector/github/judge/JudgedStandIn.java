package dev.portolan.connector.github.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.standin.github.Exchange;
import dev.portolan.standin.github.Fault;
import dev.portolan.standin.github.GitHubStandIn;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A stand-in of its own for each test, whose every exchange GitHub's description judges when the test is over. */
public final class JudgedStandIn implements BeforeEachCallback, AfterEachCallback {

    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private Optional<GitHubStandIn> standIn = Optional.empty();

    @Override
    public void beforeEach(ExtensionContext context) {
        exchanges.clear();
        GitHubStandIn started = GitHubStandIn.start();
        started.listen(exchanges::add);
        standIn = Optional.of(started);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        standIn().close();
        List<String> faults = Judge.instance()
                .map(judge -> exchanges.stream()
                        .flatMap(exchange -> judge.faults(exchange).stream())
                        .toList())
                .orElse(List.of());
        assertThat(faults).as("what GitHub's description says of the exchanges").isEmpty();
    }

    public GitHubStandIn standIn() {
        return standIn.orElseThrow();
    }

    public URI url() {
        return standIn().url();
    }

    /** Spoils the next request. */
    public void spoil(Fault.Kind kind, Object value) {
        standIn().faults().add(kind, String.valueOf(value));
    }

    /** What was asked and answered so far. */
    public List<Exchange> exchanges() {
        return standIn().journal().exchanges();
    }
}
