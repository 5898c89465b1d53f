package dev.portolan.local.keycloak;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.local.report.ExitCode;
import dev.portolan.local.report.LaunchFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Access tokens of the local realm, from its token endpoint. People get theirs by the password grant, which only the
 * local realm allows.
 */
public final class AccessTokens {

    /** The people of the local realm; each one's password is the name. */
    public static final java.util.List<String> PEOPLE = java.util.List.of("alice", "bob", "carol", "dave", "grace");

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI endpoint;

    /**
     * Tokens of an issuer.
     *
     * @param issuer a Keycloak realm's URL
     */
    public AccessTokens(String issuer) {
        this.endpoint = URI.create(issuer + "/protocol/openid-connect/token");
    }

    /**
     * A person's token, meant for the gateway (and for audit-service, if the person has a role there).
     *
     * @param person one of {@link #PEOPLE}
     * @return the access token
     * @throws InterruptedException if the thread is interrupted
     * @throws LaunchFailure if the person is unknown or the identity provider does not answer
     */
    public String of(String person) throws InterruptedException {
        if (!PEOPLE.contains(person)) {
            throw new LaunchFailure(
                    ExitCode.USAGE,
                    "There is no " + person + " in the local realm: choose one of " + String.join(", ", PEOPLE) + ".");
        }
        return ask(
                Map.of("grant_type", "password", "client_id", "portolan-cli", "username", person, "password", person));
    }

    /**
     * The gateway's own token.
     *
     * @param secret the client secret of {@code portolan-gateway}
     * @param scope whom the token is for, e.g. {@code db-connector}
     * @return the access token
     * @throws InterruptedException if the thread is interrupted
     */
    public String ofGateway(String secret, String scope) throws InterruptedException {
        return ask(Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                "portolan-gateway",
                "client_secret",
                secret,
                "scope",
                scope));
    }

    private String ask(Map<String, String> parameters) throws InterruptedException {
        String form = new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(LIMIT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode token = json.readTree(response.body()).path("access_token");
            if (response.statusCode() == 200 && token.isTextual()) {
                return token.asText();
            }
            throw new LaunchFailure(
                    ExitCode.FAILED,
                    "The identity provider at " + endpoint + " answered " + response.statusCode()
                            + " instead of a token: read ./portolan logs keycloak.");
        } catch (IOException e) {
            throw new LaunchFailure(
                    ExitCode.NOT_RUNNING,
                    "The identity provider at " + endpoint + " does not answer: see ./portolan status.");
        }
    }
}
