package dev.portolan.connector.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Gets tokens from a running {@link TestIssuer} by its address, over HTTP, so that it does not matter which class
 * loader started it.
 *
 * @param issuer the issuer's address
 */
public record TestTokens(String issuer) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The issuer that the application under test trusts. */
    public static TestTokens ofApplication() {
        return new TestTokens(ConfigProvider.getConfig().getValue("quarkus.oidc.auth-server-url", String.class));
    }

    /** A token for a client's own account. */
    public String forClient(String client, String audience) {
        return mint(Map.of("sub", "service-" + client, "azp", client, "aud", audience));
    }

    /** A token with these claims; {@code iss}, {@code iat} and {@code exp} are added where they are missing. */
    public String mint(Map<String, Object> claims) {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create(issuer + "/mint"))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(claims)))
                    .build();
            HttpResponse<byte[]> response =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
            return JSON.readTree(response.body()).get("access_token").asText();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
