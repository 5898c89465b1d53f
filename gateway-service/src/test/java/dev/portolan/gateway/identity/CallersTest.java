package dev.portolan.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestIssuerResource.class)
class CallersTest {
    private static final String AUDIENCE = "https://gateway.example.com/mcp";
    private static final String METADATA =
            "resource_metadata=\"https://gateway.example.com/.well-known/oauth-protected-resource/mcp\"";

    private static final RsaJsonWebKey UNKNOWN = TestIssuer.newKey();

    private final HttpClient client = HttpClient.newHttpClient();

    TestIssuer issuer;

    @Inject
    Callers callers;

    @Test
    void aValidTokenStandsForItsPerson() {
        JwtClaims claims = claims(c -> c.setStringListClaim("groups", "engineering", "platform"));
        asking("Bearer " + issuer.sign(claims))
                .statusCode(200)
                .header("X-Same-Context", "true")
                .body("subject", is("5a1d2c9e"))
                .body("name", is("alice"))
                .body("issuer", is(issuer.url()))
                .body("client", is("portolan-cli"))
                .body("groups", contains("engineering", "platform"))
                .body("service", is(false))
                .body("expires", equalTo((int) expiry(claims)));
    }

    @Test
    void aCallerWithoutGroupsHasNone() {
        asking("Bearer " + issuer.sign(claims(c -> {}))).statusCode(200).body("groups", empty());
    }

    @Test
    void groupsThatAreNoListAreNone() {
        asking("Bearer " + issuer.sign(claims(c -> c.setStringClaim("groups", "support"))))
                .statusCode(200)
                .body("groups", empty());
    }

    @Test
    void groupsThatAreNoTextsAreNone() {
        asking("Bearer " + issuer.sign(claims(c -> c.setClaim("groups", List.of(7, List.of("support"))))))
                .statusCode(200)
                .body("groups", empty());
    }

    @Test
    void aServiceAccountIsAService() {
        asking("Bearer " + issuer.sign(claims(c -> c.setClaim("preferred_username", "service-account-robot"))))
                .statusCode(200)
                .body("service", is(true));
    }

    @Test
    void aTokenWithoutANameIsAService() {
        asking("Bearer " + issuer.sign(claims(c -> c.unsetClaim("preferred_username"))))
                .statusCode(200)
                .body("service", is(true))
                .body("name", is(""));
    }

    @Test
    void aClientThatIsItsOwnSubjectIsAService() {
        asking("Bearer " + issuer.sign(claims(c -> c.setSubject("portolan-cli"))))
                .statusCode(200)
                .body("service", is(true));
    }

    @Test
    void theClientMayBeNamedAsRfc9068Does() {
        asking("Bearer "
                        + issuer.sign(claims(c -> {
                            c.unsetClaim("azp");
                            c.setClaim("client_id", "agent");
                        })))
                .statusCode(200)
                .body("client", is("agent"));
    }

    @Test
    void withoutATokenTheChallengeNamesNoError() {
        given().get(CallerRoute.PATH)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer " + METADATA + ", scope=\"openid\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic YWxpY2U6YWxpY2U=", "Negotiate abc", "Bearerx a.b.c"})
    void anotherSchemeIsNoToken(String authorization) {
        asking(authorization).statusCode(401).header("WWW-Authenticate", not(containsString("error")));
    }

    @Test
    void aTokenInTheQueryIsNotLookedAt() {
        given().queryParam("access_token", issuer.sign(claims(c -> {})))
                .get(CallerRoute.PATH)
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", not(containsString("error")));
    }

    @Test
    void twoAuthorizationHeadersAreInvalid() {
        String token = "Bearer " + issuer.sign(claims(c -> {}));
        assertInvalid(given().header("Authorization", token, token)
                        .get(CallerRoute.PATH)
                        .then())
                .body(equalTo("More than one Authorization header was sent"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer a b",
                "Bearer\ta.b.c",
                "Bearer  a.b.c",
                "Bearer a.b.c, Bearer a.b.c",
                "Bearer \"a.b.c\"",
                "Bearer garbage",
                "Bearer a.b",
                "Bearer a.b.c",
                "Bearer a.b.c.d.e",
                "Bearer ...",
                "Bearer e30.e30.e30",
                "Bearer eyJhbGciOiJSUzI1NiJ9.e30.AAAA",
                "Bearer eyJhbGciOiJub25lIn0.e30.",
                "Bearer bnVsbA.bnVsbA.bnVsbA",
                "Bearer W10.W10.W10",
                "Bearer eyJhbGciOjF9.e30.AAAA",
                "Bearer ////.++++.====",
                "Bearer ____.____.____",
                "Bearer -.-.-",
                "Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6e319.e30.AAAA"
            })
    void garbageIsInvalid(String authorization) {
        assertInvalid(asking(authorization));
    }

    @Test
    void aTokenOfMoreThanTheLimitIsInvalid() {
        assertInvalid(asking("Bearer " + issuer.sign(claims(c -> c.setClaim("pad", "x".repeat(12_400))))));
    }

    @Test
    void aTokenForAnotherResourceIsInvalid() {
        assertInvalid(asking("Bearer " + issuer.sign(claims(c -> c.setAudience("https://other.example.com/mcp")))));
    }

    @Test
    void aTokenForNoResourceIsInvalid() {
        assertInvalid(asking("Bearer " + issuer.sign(claims(c -> c.unsetClaim("aud")))));
    }

    static Stream<Arguments> oddAudiences() {
        return Stream.of("", 7, true, List.of(), List.of(7), List.of(List.of(AUDIENCE)), Map.of("a", AUDIENCE))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("oddAudiences")
    void aTokenWithAnOddAudienceIsInvalid(Object audience) {
        String token = issuer.sign(claims(c -> c.setClaim("aud", audience)));
        assertInvalid(asking("Bearer " + token));
        given().header("Authorization", "Bearer " + token)
                .queryParam("endpoint", "/mcp/c/new")
                .get(CallerRoute.PATH)
                .then()
                .statusCode(401);
    }

    @Test
    void aTokenForOneOfSeveralResourcesIsAccepted() {
        asking("Bearer " + issuer.sign(claims(c -> c.setAudience("account", AUDIENCE))))
                .statusCode(200);
    }

    @Test
    void aTokenForOneConnectorIsGoodThereOnlyHoweverOftenItWasVerified() {
        String token = issuer.sign(claims(c -> c.setAudience(AUDIENCE + "/c/new")));
        for (int round = 0; round < 2; round++) {
            at("/mcp/c/new", token).statusCode(200);
            assertInvalid(at("/mcp", token)).body(equalTo("The access token was not issued for this endpoint"));
            at("/mcp/c/old", token)
                    .statusCode(401)
                    .header("WWW-Authenticate", containsString("/.well-known/oauth-protected-resource/mcp/c/old\""))
                    .header("WWW-Authenticate", containsString("error=\"invalid_token\""));
            at("/mcp/v/new", token).statusCode(401);
        }
    }

    @Test
    void aTokenForAllIsGoodAtEachEndpoint() {
        String token = issuer.sign(claims(c -> {}));
        at("/mcp/c/new", token).statusCode(200);
        at("/mcp/v/review", token).statusCode(200);
    }

    private static ValidatableResponse at(String endpoint, String token) {
        return given().header("Authorization", "Bearer " + token)
                .queryParam("endpoint", endpoint)
                .get(CallerRoute.PATH)
                .then();
    }

    @Test
    void aTokenOfAnotherIssuerIsInvalid() {
        assertInvalid(asking("Bearer " + issuer.sign(claims(c -> c.setIssuer("https://evil.example.com")))));
    }

    @Test
    void anExpiredTokenIsInvalidAndToldSo() {
        String token = issuer.sign(
                claims(c -> c.setExpirationTime(NumericDate.fromMilliseconds(System.currentTimeMillis() - 1_000))));
        assertInvalid(asking("Bearer " + token)).body(equalTo("The access token has expired"));
    }

    @Test
    void aTokenWithoutAnEndIsInvalid() {
        assertInvalid(asking("Bearer " + issuer.sign(claims(c -> c.unsetClaim("exp")))));
    }

    @Test
    void aTokenWithoutASubjectIsInvalid() {
        assertInvalid(asking("Bearer " + issuer.sign(claims(c -> c.unsetClaim("sub")))));
        assertInvalid(asking("Bearer " + issuer.sign(claims(c -> c.setSubject(" ")))));
    }

    @Test
    void aTokenOfTheFutureIsInvalid() {
        assertInvalid(asking("Bearer " + issuer.sign(claims(c -> c.setNotBeforeMinutesInThePast(-2)))));
    }

    @Test
    void aTokenWithAnotherSignatureIsInvalid() {
        String token = issuer.sign(claims(c -> {}));
        String other = issuer.sign(claims(c -> c.setSubject("mallory")));
        String forged = other.substring(0, other.lastIndexOf('.')) + token.substring(token.lastIndexOf('.'));
        assertInvalid(asking("Bearer " + forged));
    }

    @Test
    void aTokenWithoutSignatureIsInvalid() {
        JsonWebSignature none = signature(AlgorithmIdentifiers.NONE);
        none.setAlgorithmConstraints(AlgorithmConstraints.ALLOW_ONLY_NONE);
        assertInvalid(asking("Bearer " + TestIssuer.serialize(none)));
    }

    @Test
    void aTokenSignedWithThePublicKeyAsASecretIsInvalid() {
        JsonWebSignature confused = signature(AlgorithmIdentifiers.HMAC_SHA256);
        confused.setKey(new HmacKey(issuer.publicKey().getEncoded()));
        assertInvalid(asking("Bearer " + TestIssuer.serialize(confused)));
    }

    @Test
    void aTokenThatBringsItsOwnKeyIsInvalid() {
        JsonWebSignature forged = signature(AlgorithmIdentifiers.RSA_USING_SHA256);
        forged.setKey(UNKNOWN.getPrivateKey());
        forged.setJwkHeader(UNKNOWN);
        assertInvalid(asking("Bearer " + TestIssuer.serialize(forged)));
    }

    @Test
    void aTokenSignedWithAnUnknownKeyIsInvalid() {
        assertInvalid(asking("Bearer " + signedWithUnknownKey()));
    }

    @Test
    void unknownKeysCostTheProviderOneFetchInEachInterval() {
        letKeyRefreshIntervalPass();
        int before = issuer.keyFetches();
        long start = System.nanoTime();
        IntStream.range(0, 50)
                .forEach(i -> asking("Bearer " + signedWithUnknownKey()).statusCode(401));
        long intervals = Duration.ofNanos(System.nanoTime() - start).toMillis() / 200 + 1;
        assertThat((long) issuer.keyFetches() - before).isBetween(1L, intervals);
    }

    @Test
    void allRequestsThatComeWithANewKeyAreAccepted() {
        letKeyRefreshIntervalPass();
        issuer.rotateKey();
        List<String> tokens = IntStream.range(0, 24)
                .mapToObj(i -> issuer.sign(claims(c -> {})))
                .toList();
        List<Integer> statuses = tokens.stream()
                .map(token -> client.sendAsync(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + CallerRoute.PATH))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.discarding()))
                .toList()
                .stream()
                .map(answer -> answer.join().statusCode())
                .toList();
        assertThat(statuses).containsOnly(200);
    }

    @Test
    void aWithdrawnKeyIsNotAcceptedOnceTheNewOneIsKnown() {
        String old = issuer.sign(claims(c -> {}));
        letKeyRefreshIntervalPass();
        issuer.rotateKey();
        asking("Bearer " + issuer.sign(claims(c -> {}))).statusCode(200);
        assertInvalid(asking("Bearer " + old));
    }

    @Test
    void aVerifiedTokenIsBelievedUntilAllAreForgotten() {
        String old = issuer.sign(claims(c -> {}));
        asking("Bearer " + old).statusCode(200);
        letKeyRefreshIntervalPass();
        issuer.rotateKey();
        asking("Bearer " + issuer.sign(claims(c -> {}))).statusCode(200);
        asking("Bearer " + old).statusCode(200);

        callers.forgetAll();

        assertInvalid(asking("Bearer " + old));
    }

    @Test
    void aBelievedTokenEndsWhenItExpires() {
        long end = System.currentTimeMillis() / 1_000 + 3;
        String token = issuer.sign(claims(c -> c.setExpirationTime(NumericDate.fromSeconds(end))));
        asking("Bearer " + token).statusCode(200);
        await().atMost(Duration.ofSeconds(5))
                .until(() -> given().header("Authorization", "Bearer " + token)
                                .get(CallerRoute.PATH)
                                .statusCode()
                        == 401);
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(end * 1_000);
    }

    @Test
    void whileTheProviderIsDownKnownKeysVerifyAndUnknownOnesWait() {
        String seen = issuer.sign(claims(c -> {}));
        asking("Bearer " + seen).statusCode(200);
        String unseen = issuer.sign(claims(c -> {}));
        letKeyRefreshIntervalPass();
        issuer.rotateKey();
        String newKey = issuer.sign(claims(c -> {}));
        issuer.goDown();
        try {
            asking("Bearer " + newKey)
                    .statusCode(503)
                    .body(equalTo(NotAuthenticated.providerUnavailable().text()));
            asking("Bearer " + newKey).statusCode(503);
            asking("Bearer " + seen).statusCode(200);
            asking("Bearer " + unseen).statusCode(200);
        } finally {
            issuer.comeUp();
        }
        await().untilAsserted(() -> asking("Bearer " + newKey).statusCode(200));
    }

    private void letKeyRefreshIntervalPass() {
        long from = System.nanoTime();
        await().until(() -> System.nanoTime() - from > Duration.ofMillis(250).toNanos());
    }

    private ValidatableResponse asking(String authorization) {
        return given().header("Authorization", authorization)
                .get(CallerRoute.PATH)
                .then();
    }

    private static ValidatableResponse assertInvalid(ValidatableResponse response) {
        return response.statusCode(401)
                .header("WWW-Authenticate", containsString(METADATA))
                .header("WWW-Authenticate", containsString("error=\"invalid_token\""));
    }

    private String signedWithUnknownKey() {
        JsonWebSignature forged = signature(AlgorithmIdentifiers.RSA_USING_SHA256);
        forged.setKeyIdHeaderValue(UUID.randomUUID().toString());
        forged.setKey(UNKNOWN.getPrivateKey());
        return TestIssuer.serialize(forged);
    }

    private JsonWebSignature signature(String algorithm) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(algorithm);
        signature.setKeyIdHeaderValue(issuer.keyId());
        signature.setPayload(claims(c -> {}).toJson());
        return signature;
    }

    private JwtClaims claims(Consumer<JwtClaims> change) {
        JwtClaims claims = issuer.claims(AUDIENCE);
        claims.setClaim("preferred_username", "alice");
        change.accept(claims);
        return claims;
    }

    private static long expiry(JwtClaims claims) {
        try {
            return claims.getExpirationTime().getValue();
        } catch (MalformedClaimException e) {
            throw new IllegalStateException(e);
        }
    }
}
