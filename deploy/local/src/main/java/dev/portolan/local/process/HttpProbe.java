package dev.portolan.local.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Ready means: a GET answers 200, as MicroProfile Health says of {@code /q/health/ready}. */
public final class HttpProbe implements Probe {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final HttpClient client;
    private final URI address;

    /**
     * Asks one address.
     *
     * @param client shared by all probes
     * @param address what to get
     */
    public HttpProbe(HttpClient client, URI address) {
        this.client = client;
        this.address = address;
    }

    @Override
    public boolean isReady() {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(LIMIT).GET().build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
