package dev.portolan.connector.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What those who run a connector need of it. */
interface OperationsContract extends ConnectorUnderTest {
    @Test
    default void itSaysThatItLivesAndIsReady() {
        assertThat(get(management("q/health/live")).statusCode()).isEqualTo(200);
        HttpResponse<String> ready = get(management("q/health/ready"));
        assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
    }

    @Test
    default void itTimesItsOperations() {
        modern().ask("tools/list");

        assertThat(get(management("q/metrics")).body())
                .contains("mcp_server_operation_duration_seconds_count")
                .contains("mcp_method_name=\"tools/list\"");
    }

    private static HttpResponse<String> get(URI address) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
