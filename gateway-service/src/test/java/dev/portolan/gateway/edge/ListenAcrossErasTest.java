package dev.portolan.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connector of either era says unasked reaches clients of either era. */
@QuarkusTest
@WithTestResource(GatewayResource.class)
class ListenAcrossErasTest {
    private static final String TOOLS = "notifications/tools/list_changed";
    private static final String UPDATED = "notifications/resources/updated ";
    private static final String WATCHED = "file:///watched";

    @TestHTTPResource("/mcp")
    URI endpoint;

    GatewayResource.Surroundings around;

    private static ConditionFactory eventually() {
        return Awaitility.await().atMost(Duration.ofSeconds(30));
    }

    private StubConnector connector(String era) {
        return era.equals("modern") ? around.modern() : around.legacy();
    }

    private static String publicUri(String era) {
        return (era.equals("modern") ? "new+" : "old+") + WATCHED;
    }

    private ListeningClient client(String group, String era, String... uris) throws Exception {
        return new ListeningClient(endpoint, around.token(group), era.equals("modern"), List.of(uris));
    }

    @BeforeEach
    void theGatewayListensToBoth() {
        eventually().until(() -> around.modern().isHeard() && around.legacy().isHeard());
    }

    @AfterEach
    void allAsItWas() {
        around.modern().withdraw(false);
        around.legacy().withdraw(false);
    }

    @ParameterizedTest
    @CsvSource({"modern, modern", "modern, legacy", "legacy, modern", "legacy, legacy"})
    void aChangedListIsTold(String clientEra, String connectorEra) throws Exception {
        try (ListeningClient client = client("engineering", clientEra)) {
            connector(connectorEra).withdraw(true);
            eventually().until(() -> client.told().contains(TOOLS));

            connector(connectorEra).withdraw(false);
            eventually()
                    .until(() -> client.told().stream().filter(TOOLS::equals).count() == 2);
        }
    }

    @ParameterizedTest
    @CsvSource({"modern, modern", "modern, legacy", "legacy, modern", "legacy, legacy"})
    void aChangedResourceIsToldAsLongAsSomebodyIsSubscribed(String clientEra, String connectorEra) throws Exception {
        StubConnector connector = connector(connectorEra);
        String uri = publicUri(connectorEra);
        try (ListeningClient client = client("engineering", clientEra, uri);
                ListeningClient other = client("engineering", clientEra)) {
            eventually().until(() -> connector.subscribed().contains(WATCHED));
            connector.updated(WATCHED + "/part");
            connector.updated("file:///other");

            eventually().until(() -> client.told().contains(UPDATED + uri + "/part"));
            assertThat(client.told()).doesNotContain(UPDATED + uri.replace("watched", "other"));
            assertThat(other.told()).noneMatch(told -> told.startsWith(UPDATED));
        }
        eventually().until(() -> !connector.subscribed().contains(WATCHED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"modern", "legacy"})
    void aStreamThatEndsIsOpenedAgainAndNothingIsMissed(String connectorEra) throws Exception {
        StubConnector connector = connector(connectorEra);
        String uri = publicUri(connectorEra);
        try (ListeningClient client = client("engineering", "modern", uri)) {
            eventually().until(() -> connector.subscribed().contains(WATCHED));
            connector.subscribed().clear();
            connector.cutStreams();

            eventually().until(() -> connector.subscribed().contains(WATCHED) && connector.isHeard());
            eventually().until(() -> client.told().contains(UPDATED + uri));
        }
    }
}
