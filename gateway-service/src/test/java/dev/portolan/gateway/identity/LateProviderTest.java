package dev.portolan.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jose4j.jwt.JwtClaims;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The gateway starts before the provider does. In order, because a provider is met for the first time only once. */
@QuarkusTest
@WithTestResource(
        value = TestIssuerResource.class,
        initArgs = @ResourceArg(name = TestIssuerResource.DOWN_AT_START, value = "true"))
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LateProviderTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @TestHTTPResource(value = "/health", management = true)
    URI health;

    TestIssuer issuer;

    @Test
    @Order(1)
    void beforeTheProviderIsUpTokensCannotBeJudged() {
        given().header("Authorization", "Bearer " + token())
                .get(CallerRoute.PATH)
                .then()
                .statusCode(503)
                .header("WWW-Authenticate", nullValue())
                .body(equalTo(NotAuthenticated.providerUnavailable().text()));
    }

    @Test
    @Order(2)
    void aRequestWithoutATokenIsChallengedAllTheSame() {
        given().get(CallerRoute.PATH).then().statusCode(401);
    }

    @Test
    @Order(3)
    void theGatewayIsNotReadyUntilItHasTheKeys() {
        assertThat(readiness()).isEqualTo("DOWN");
    }

    @Test
    @Order(4)
    void manyRequestsAskASilentProviderOnceAtATimeAndAreNotHeldLonger() {
        issuer.hang();
        issuer.comeUp();
        long start = System.nanoTime();
        List<Integer> statuses = atOnce(12);
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        issuer.answer();
        assertThat(statuses).containsOnly(503);
        assertThat((long) issuer.discoveries()).isBetween(1L, seconds + 1);
    }

    @Test
    @Order(5)
    void onceTheProviderIsUpTokensAreVerified() {
        assertThat(atOnce(12)).containsOnly(200);
    }

    @Test
    @Order(6)
    void theGatewayStaysReadyWhenTheProviderGoesAway() {
        issuer.goDown();
        assertThat(readiness()).isEqualTo("UP");
        issuer.comeUp();
    }

    private List<Integer> atOnce(int requests) {
        return IntStream.range(0, requests)
                .mapToObj(i -> HttpRequest.newBuilder(
                                URI.create("http://localhost:" + RestAssured.port + CallerRoute.PATH))
                        .header("Authorization", "Bearer " + token())
                        .build())
                .map(request -> client.sendAsync(request, HttpResponse.BodyHandlers.discarding()))
                .toList()
                .stream()
                .map(answer -> answer.join().statusCode())
                .toList();
    }

    private String readiness() {
        return given().get(health + "/ready")
                .then()
                .extract()
                .path("checks.find { it.name == 'identity-provider' }.status");
    }

    private String token() {
        JwtClaims claims = issuer.claims("https://gateway.example.com/mcp");
        claims.setClaim("preferred_username", "alice");
        return issuer.sign(claims);
    }
}
