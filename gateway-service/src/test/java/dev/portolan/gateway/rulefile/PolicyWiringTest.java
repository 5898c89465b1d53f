package dev.portolan.gateway.rulefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portolan.gateway.call.Caller;
import dev.portolan.gateway.call.FeatureKind;
import dev.portolan.gateway.catalog.Feature;
import dev.portolan.gateway.policy.PolicyGate;
import dev.portolan.gateway.reload.BadFile;
import dev.portolan.gateway.reload.WatchedFiles;
import dev.portolan.mcp.JsonSlice;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyWiringTest {
    private static final Caller BOB = new Caller("s", "bob", "issuer", "cli", Set.of("support"), false, Instant.MAX);
    private static final Feature QUERY =
            new Feature("db", FeatureKind.TOOL, "query", "db_query", Feature.Hints.READING, JsonSlice.EMPTY_OBJECT);

    @TempDir
    Path directory;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final WatchedFiles files = new WatchedFiles(metrics);

    @AfterEach
    void stop() {
        files.close();
    }

    @Test
    void theGateGoesByTheFileAsItIsNow() throws IOException {
        // given
        PolicyGate gate = gate("allow");
        assertThat(gate.maySee(BOB, QUERY)).isTrue();

        // when
        write("deny");

        // then
        await().untilAsserted(() -> assertThat(gate.maySee(BOB, QUERY)).isFalse());
    }

    @Test
    void aBadFileLeavesThePolicyInForceUntilItIsMended() throws IOException {
        // given
        PolicyGate gate = gate("allow");

        // when
        write("perhaps");

        // then
        await().untilAsserted(() -> assertThat(failed()).isEqualTo(1));
        assertThat(gate.maySee(BOB, QUERY)).isTrue();
        write("deny");
        await().untilAsserted(() -> assertThat(gate.maySee(BOB, QUERY)).isFalse());
        assertThat(failed()).isZero();
    }

    @Test
    void aFileThatIsBadAtStartKeepsTheGatewayFromStarting() {
        assertThatThrownBy(() -> gate("perhaps"))
                .isInstanceOf(BadFile.class)
                .hasMessage(directory.resolve("policy.yaml")
                        + " is not usable: line 3: rules[0].effect must be allow or deny, not 'perhaps'");
    }

    private double failed() {
        return metrics.get("gateway.reload.failed")
                .tag("file", "policy.yaml")
                .gauge()
                .value();
    }

    private Path write(String effect) throws IOException {
        String text = """
                version: 1
                rules:
                  - { id: a, who: { groups: [support] }, what: { connectors: [db] }, effect: %s }
                """;
        Path next = Files.writeString(directory.resolve("next"), text.formatted(effect));
        return Files.move(next, directory.resolve("policy.yaml"), StandardCopyOption.REPLACE_EXISTING);
    }

    private PolicyGate gate(String effect) throws IOException {
        MemorySize maxSize = new MemorySize(BigInteger.valueOf(10_000));
        return new PolicyWiring().policyGate(files, new Config(write(effect), Duration.ofMillis(10), maxSize));
    }

    private record Config(Path file, Duration pollInterval, MemorySize maxSize) implements PolicyConfig {}
}
