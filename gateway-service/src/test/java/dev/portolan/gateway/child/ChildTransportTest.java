package dev.portolan.gateway.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.gateway.call.CallListener;
import dev.portolan.gateway.connectorfile.Address;
import dev.portolan.gateway.connectorfile.ConnectorSettings;
import dev.portolan.gateway.transport.HttpAnswer;
import dev.portolan.gateway.transport.Outbound;
import dev.portolan.gateway.transport.Transport;
import dev.portolan.mcp.JsonRpc;
import dev.portolan.mcp.JsonRpcId;
import dev.portolan.mcp.JsonSlice;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process behind a transport: its end, wanted or not. */
class ChildTransportTest {
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Children children = children(Map.of());
    private long id;

    @AfterEach
    void close() throws Exception {
        children.awaitTheirEnd();
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private Children children(Map<String, String> config) {
        return new Children(vertx, TestConfig.of(config), TestConfig.upstream(), registry);
    }

    private Transport sh(String script, Object... more) {
        return to(new Address.Command(List.of("sh", "-c", script.formatted(more)), Optional.empty(), Map.of()));
    }

    private Transport to(Address.Command command) {
        ConnectorSettings settings = new ConnectorSettings(
                "c",
                command,
                ConnectorSettings.Era.AUTO,
                Set.of(),
                Duration.ofSeconds(20),
                8,
                1000,
                Duration.ofSeconds(60),
                ConnectorSettings.Changes.RECORD);
        return children.transport(settings, command, settings.maxResponseBytes());
    }

    private HttpAnswer ask(Transport transport) throws Exception {
        return ask(transport, "ping");
    }

    private HttpAnswer ask(Transport transport, String method) throws Exception {
        JsonRpcId request = JsonRpcId.of(++id);
        Outbound outbound = Outbound.of(request, JsonRpc.request(request, method, JsonSlice.EMPTY_OBJECT), Map.of());
        CompletableFuture<HttpAnswer> answer = new CompletableFuture<>();
        vertx.getOrCreateContext().runOnContext(now -> Uni.createFrom()
                .deferred(() -> transport.request(outbound, CallListener.SILENT))
                .map(HttpAnswer.class::cast)
                .subscribe()
                .with(answer::complete, answer::completeExceptionally));
        return answer.get(30, TimeUnit.SECONDS);
    }

    private double starts() {
        return registry.counter("gateway.child.starts", "connector", "c").count();
    }

    private static String echo(long id) {
        return "echo '{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{}}'";
    }

    @Test
    void oneProcessAnswersManyRequests() throws Exception {
        Transport transport = sh("read a; %s; read b; %s; read c", echo(1), echo(2));

        assertThat(ask(transport).message()).isNotNull();
        assertThat(ask(transport).sessionId()).isEqualTo("1");
        assertThat(starts()).isEqualTo(1);
        transport.close();
    }

    @Test
    void theLastWordsOfAProcessAreHeard() throws Exception {
        assertThat(ask(sh("read a; %s", echo(1))).message()).isNotNull();
    }

    @Test
    void aProcessThatEndsFailsItsRequestsAndIsStartedAgainAtOnceTheFirstTime() throws Exception {
        Transport transport = sh("read a; case \"$a\" in *:2,*) %s; read b;; esac", echo(2));

        assertThatThrownBy(() -> ask(transport)).hasMessageContaining("Connector c ended before it answered");
        assertThat(ask(transport).sessionId()).isEqualTo("2");
        transport.close();
    }

    @Test
    void aProcessThatEndsAgainAndAgainIsLeftAlone() {
        children = children(Map.of("gateway.child.first-restart", "1h", "gateway.child.longest-restart", "1h"));
        Transport transport = sh("exit 1");

        assertThatThrownBy(() -> ask(transport)).hasMessageContaining("Connector c ended before");
        Awaitility.await().untilAsserted(() -> assertThatThrownBy(() -> ask(transport))
                .hasMessageContaining("Connector c has ended again and again"));
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> ask(transport)).hasMessageContaining("has ended again and again");
        }
        assertThat(starts()).isEqualTo(2);
    }

    @Test
    void aProcessIsNotLeftAloneForEndingWheneverItsEraIsAskedFor() throws Exception {
        children = children(Map.of("gateway.child.first-restart", "1h", "gateway.child.longest-restart", "1h"));
        Transport transport = sh(
                "read a; case \"$a\" in *server/discover*) exit 1;; *:2,*) %s;; *:4,*) %s;; *) %s;; esac;" + " read b",
                echo(2), echo(4), echo(6));

        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> ask(transport, "server/discover"))
                    .hasMessageContaining("ended before it answered");
            assertThat(ask(transport).message()).isNotNull();
        }
        transport.close();
    }

    @Test
    void aProgramThatIsNotThereIsAnUnreachableConnector() {
        children = children(Map.of("gateway.child.first-restart", "1h", "gateway.child.longest-restart", "1h"));
        Address.Command command = new Address.Command(List.of("/no/such/program"), Optional.empty(), Map.of());
        Transport transport = to(command);

        assertThatThrownBy(() -> ask(transport)).hasMessageContaining("Connector c cannot be started");
        assertThatThrownBy(() -> ask(transport)).hasMessageContaining("Connector c cannot be started");
        assertThatThrownBy(() -> ask(transport)).hasMessageContaining("Connector c has ended again and again");
    }

    @Test
    void aSessionOfAnEarlierLifeIsForgotten() throws Exception {
        Transport transport = sh("read a; %s; read b", echo(1));
        ask(transport);

        HttpAnswer told = transport
                .tell(JsonRpc.notification("notifications/x", JsonSlice.EMPTY_OBJECT), Map.of("Mcp-Session-Id", "0"))
                .await()
                .atMost(Duration.ofSeconds(5));

        assertThat(told.status()).isEqualTo(404);
        transport.close();
    }

    @Test
    void aProcessEndsWhenItsInputDoes(@TempDir Path directory) throws Exception {
        Path ended = directory.resolve("ended");
        Transport transport = sh("read a; %s; read b; touch %s", echo(1), ended);
        ask(transport);

        transport.close();

        Awaitility.await().until(() -> Files.exists(ended));
    }

    @Test
    void aProcessThatDoesNotEndIsKilledWithAllThatItStarted(@TempDir Path directory) throws Exception {
        // given
        children = children(Map.of("gateway.child.stop-wait", "50ms", "gateway.child.kill-wait", "200ms"));
        Path pids = directory.resolve("pids");
        Transport transport = sh(
                "trap '' TERM; sh -c 'trap \"\" TERM; echo $$ >> %s; while :; do sleep 1; done' & echo $$ >> %s; read a; "
                        + "%s; while :; do sleep 1; done",
                pids, pids, echo(1));
        ask(transport);
        Awaitility.await().until(() -> Files.readAllLines(pids).size() == 2);

        // when
        transport.close();

        // then
        for (String pid : Files.readAllLines(pids)) {
            Awaitility.await().until(() -> ProcessHandle.of(Long.parseLong(pid))
                    .filter(ProcessHandle::isAlive)
                    .isEmpty());
        }
    }

    @Test
    void nothingIsStartedForAConnectorThatIsGone() {
        Transport transport = sh("read a; %s", echo(1));
        transport.close();

        assertThatThrownBy(() -> ask(transport)).hasMessageContaining("no longer configured");
        assertThat(starts()).isZero();
    }
}
