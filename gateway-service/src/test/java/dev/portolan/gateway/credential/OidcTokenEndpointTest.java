package dev.portolan.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OidcTokenEndpointTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String FOREIGN = "foreign-text-91bd";
    private static final String SECRET = "s3cret/+ü";

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private volatile Consumer<HttpServerRequest> issuer;
    private int port;
    private OidcTokenEndpoint endpoint;

    @BeforeEach
    void listen() {
        issuer = answering(200, token("t-1", 300));
        port = vertx.createHttpServer()
                .requestHandler(this::serve)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        endpoint = new OidcTokenEndpoint(vertx, config("300ms"), Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        endpoint.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void serve(HttpServerRequest request) {
        if (request.path().endsWith("/.well-known/openid-configuration")) {
            asked.add("metadata");
            request.response()
                    .end(new JsonObject()
                            .put("token_endpoint", "http://127.0.0.1:" + port + "/realms/x/token")
                            .encode());
        } else {
            authorizations.add(String.valueOf(request.getHeader("Authorization")));
            request.body().onSuccess(body -> {
                asked.add(body.toString());
                issuer.accept(request);
            });
        }
    }

    private ServiceConfig config(String timeout) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .addDefaultInterceptors()
                .withMapping(ServiceConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "quarkus.oidc.auth-server-url",
                                "http://127.0.0.1:" + port + "/realms/x/",
                                "gateway.service.client-secret",
                                SECRET,
                                "gateway.service.timeout",
                                timeout),
                        "test",
                        100))
                .build()
                .getConfigMapping(ServiceConfig.class);
    }

    private static String token(String value, int seconds) {
        return new JsonObject()
                .put("access_token", value)
                .put("token_type", "Bearer")
                .put("expires_in", seconds)
                .encode();
    }

    private static Consumer<HttpServerRequest> answering(int status, String body) {
        return request -> request.response().setStatusCode(status).end(body);
    }

    private ServiceToken issue() {
        return endpoint.issue("audit-service").await().atMost(Duration.ofSeconds(5));
    }

    @Test
    void asksByClientCredentialsForOneScope() {
        // When
        ServiceToken token = issue();

        // Then
        assertThat(token.value()).isEqualTo("t-1");
        assertThat(asked).containsExactly("metadata", "grant_type=client_credentials&scope=audit-service");
        String pair = new String(
                Base64.getDecoder().decode(authorizations.get(0).substring("Basic ".length())), StandardCharsets.UTF_8);
        assertThat(pair).isEqualTo("portolan-gateway:s3cret%2F%2B%C3%BC");
    }

    @Test
    void isReplacedShortlyBeforeItEnds() {
        // When
        ServiceToken token = issue();

        // Then
        assertThat(token.expiresAt()).isEqualTo(NOON.plusSeconds(300));
        assertThat(token.refreshAt()).isEqualTo(NOON.plusSeconds(270));
    }

    @Test
    void aShortLifeIsUsedAtLeastByHalf() {
        // Given
        issuer = answering(200, token("t-1", 20));

        // Then
        assertThat(issue().refreshAt()).isEqualTo(NOON.plusSeconds(10));
    }

    @Test
    void theMetadataAreAskedForOnlyOnce() {
        // When
        issue();
        issue();

        // Then
        assertThat(asked).filteredOn("metadata"::equals).hasSize(1);
    }

    @Test
    void afterAFailureItRecoversByItself() {
        // Given
        issuer = answering(401, FOREIGN);
        assertThatThrownBy(this::issue).isInstanceOf(TokenUnavailable.class);

        // When
        issuer = answering(200, token("t-2", 300));

        // Then
        assertThat(issue().value()).isEqualTo("t-2");
    }

    @Test
    void nothingForeignAndNoSecretIsInAFailure() {
        // Given
        issuer = answering(400, FOREIGN);

        // Then
        assertThatThrownBy(this::issue)
                .isInstanceOf(TokenUnavailable.class)
                .hasNoCause()
                .hasMessage("No access token for the scope audit-service: the issuer answered HTTP 400");
    }

    @Test
    void anIssuerThatHangsIsGivenUp() {
        // Given
        issuer = request -> {};

        // Then
        assertThatThrownBy(this::issue).hasMessageContaining("did not answer within 300 ms");
    }

    @Test
    void anAnswerWithoutATokenIsNone() {
        // Given
        issuer = answering(200, "{\"token_type\":\"Bearer\"}");

        // Then
        assertThatThrownBy(this::issue).hasMessageContaining("has no access_token");
    }

    @Test
    void anAnswerThatIsNotJsonIsNone() {
        // Given
        issuer = answering(200, "<html>" + FOREIGN);

        // Then
        assertThatThrownBy(this::issue)
                .hasMessageContaining("not a JSON object")
                .hasMessageNotContaining(FOREIGN);
    }

    @Test
    void anAnswerThatIsTooLongIsNone() {
        // Given
        issuer = answering(200, " ".repeat(300_000));

        // Then
        assertThatThrownBy(this::issue).hasMessageContaining("too long");
    }

    @Test
    void anIssuerThatIsNotThereIsSaidToBeSo() {
        // Given
        endpoint.close();
        port = 1;
        endpoint = new OidcTokenEndpoint(vertx, config("2s"), Clock.systemUTC());

        // Then
        assertThatThrownBy(this::issue).hasMessageEndingWith("the issuer cannot be reached");
    }
}
