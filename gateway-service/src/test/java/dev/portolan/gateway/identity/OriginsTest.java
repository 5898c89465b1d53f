package dev.portolan.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is let through has no token, so it is answered 401. */
@QuarkusTest
@WithTestResource(TestIssuerResource.class)
class OriginsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://gateway.example.com",
                "HTTPS://Gateway.Example.com",
                "https://console.example.com",
            })
    void anAllowedOriginIsLetThrough(String origin) {
        given().header("Origin", origin).get(CallerRoute.PATH).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.com",
                "http://gateway.example.com",
                "https://gateway.example.com:8443",
                "https://gateway.example.com.evil.com",
                "http://localhost:6274",
                "null",
                "https://gateway.example.com https://evil.example.com",
                "file://",
                "chrome-extension://abc",
            })
    void aForeignOriginIsRefusedWithoutAChallenge(String origin) {
        assertRefused(given().header("Origin", origin));
    }

    @Test
    void twoOriginsAreRefused() {
        assertRefused(given().header("Origin", "https://gateway.example.com", "https://gateway.example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"gateway.example.com", "GATEWAY.example.com", "internal.example.com:8080"})
    void anAllowedHostIsLetThrough(String host) {
        given().header("Host", host).get(CallerRoute.PATH).then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]"})
    void theLoopbackNamesWithOurPortAreLetThrough(String name) {
        given().header("Host", name + ":" + RestAssured.port)
                .get(CallerRoute.PATH)
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "[::1]"})
    void aPageOfOurOwnOnLoopbackIsLetThrough(String name) {
        String own = name + ":" + RestAssured.port;

        given().header("Host", own)
                .header("Origin", "http://" + own)
                .get(CallerRoute.PATH)
                .then()
                .statusCode(401);
    }

    @Test
    void aPageOfAnotherLoopbackNameIsNotOurOwn() {
        assertRefused(given().header("Host", "127.0.0.1:" + RestAssured.port)
                .header("Origin", "http://localhost:" + RestAssured.port));
    }

    @Test
    void aRebindingPageWithOurPortIsNotOurOwn() {
        String foreign = "evil.example.com:" + RestAssured.port;

        assertRefused(given().header("Host", foreign).header("Origin", "http://" + foreign));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.com",
                "gateway.example.com:8443",
                "gateway.example.com.evil.com",
                "localhost:1",
                "localhost",
                "localhost.evil.com",
                "127.0.0.1.evil.com",
                "internal.example.com",
                ":",
            })
    void aForeignHostIsRefused(String host) {
        assertRefused(given().header("Host", host));
    }

    @Test
    void aRebindingHostWithOurPortIsRefused() {
        assertRefused(given().header("Host", "evil.example.com:" + RestAssured.port));
    }

    private static void assertRefused(RequestSpecification request) {
        request.get(CallerRoute.PATH).then().statusCode(403).header("WWW-Authenticate", nullValue());
    }
}
