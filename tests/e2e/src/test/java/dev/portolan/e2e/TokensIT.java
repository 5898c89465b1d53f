package dev.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tokens of the local realm say: each opens what it is meant for, and nothing else. */
@ExtendWith(Suite.Extension.class)
class TokensIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"alice,engineering", "bob,support"})
    void aPersonsTokenIsForTheGatewayAloneAndNamesTheGroup(String person, String group, Suite suite)
            throws IOException {
        // when
        JsonNode claims = claims(suite.token(person));

        // then
        assertThat(claims.path("iss").asText()).isEqualTo(issuer(suite));
        assertThat(texts(claims.path("aud"))).containsExactly(suite.gateway() + "/mcp");
        assertThat(texts(claims.path("groups"))).containsExactly(group);
        assertThat(claims.path("preferred_username").asText()).isEqualTo(person);
        assertThat(claims.path("azp").asText()).isEqualTo("portolan-cli");
        assertThat(claims.has("resource_access")).isFalse();
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isBetween(3_500L, 3_700L);
    }

    @ParameterizedTest
    @CsvSource({
        "carol,audit,auditor",
        "dave,platform audit-operators,operator",
        "grace,privacy,payload-reader privacy-officer"
    })
    void whoHasARoleInAuditServiceGetsATokenForItThatNamesTheRole(
            String person, String groups, String roles, Suite suite) throws IOException {
        // when
        JsonNode claims = claims(suite.token(person));

        // then
        assertThat(texts(claims.path("aud"))).containsExactlyInAnyOrder(suite.gateway() + "/mcp", "audit-service");
        assertThat(texts(claims.path("groups"))).containsExactlyInAnyOrder(groups.split(" "));
        assertThat(texts(claims.at("/resource_access/audit-service/roles")))
                .containsExactlyInAnyOrder(roles.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"github-connector", "db-connector", "audit-service"})
    void theGatewaysTokenIsForExactlyTheOneItAskedFor(String audience, Suite suite) throws Exception {
        // when
        JsonNode claims = claims(gatewayToken(suite, audience));

        // then
        assertThat(texts(claims.path("aud"))).containsExactly(audience);
        assertThat(claims.path("azp").asText()).isEqualTo("portolan-gateway");
        List<String> roles = texts(claims.at("/resource_access/audit-service/roles"));
        assertThat(roles).isEqualTo(audience.equals("audit-service") ? List.of("writer") : List.of());
    }

    @Test
    void clientsThatLogInByThemselvesFindPkce(Suite suite) throws Exception {
        // when
        HttpResponse<String> metadata = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(issuer(suite) + "/.well-known/openid-configuration"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        // then
        assertThat(texts(JSON.readTree(metadata.body()).path("code_challenge_methods_supported")))
                .contains("S256");
    }

    private static String gatewayToken(Suite suite, String scope) throws IOException, InterruptedException {
        String secret = Files.readString(suite.launcher().state().resolve("secrets/gateway-client"));
        String form = "grant_type=client_credentials&client_id=portolan-gateway&client_secret="
                + URLEncoder.encode(secret, StandardCharsets.UTF_8) + "&scope=" + scope;
        HttpRequest request = HttpRequest.newBuilder(URI.create(issuer(suite) + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return JSON.readTree(response.body()).path("access_token").asText();
    }

    private static String issuer(Suite suite) {
        return "http://localhost:" + suite.launcher().port(80) + "/realms/portolan";
    }

    private static JsonNode claims(String token) throws IOException {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }

    /** A claim of one text or several. */
    private static List<String> texts(JsonNode claim) {
        List<String> texts = new ArrayList<>();
        if (claim.isTextual()) {
            texts.add(claim.asText());
        }
        claim.forEach(each -> texts.add(each.asText()));
        return texts;
    }
}
