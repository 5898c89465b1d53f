package dev.portolan.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(TestIssuerResource.class)
class WellKnownTest {
    TestIssuer issuer;

    @ParameterizedTest
    @ValueSource(strings = {"/.well-known/oauth-protected-resource/mcp", "/.well-known/oauth-protected-resource"})
    void theMetadataIsThatOfTheConfiguration(String path) {
        String body = given().header("Host", "evil.example.com")
                .header("X-Forwarded-Host", "evil.example.com")
                .get(path)
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .header("Cache-Control", "public, max-age=300")
                .header("Access-Control-Allow-Origin", "*")
                .extract()
                .asString();
        assertThat(body)
                .isEqualTo("{\"resource\":\"https://gateway.example.com/mcp\",\"authorization_servers\":[\""
                        + issuer.url()
                        + "\"],\"scopes_supported\":[\"openid\"],\"bearer_methods_supported\":[\"header\"],"
                        + "\"resource_name\":\"Portolan MCP gateway\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/mcp/c/github", "/mcp/v/review", "/mcp/c/no-such"})
    void eachEndpointHasADocumentWhetherOrNotThereIsSomethingBehindIt(String endpoint) {
        given().header("Host", "evil.example.com")
                .get("/.well-known/oauth-protected-resource" + endpoint)
                .then()
                .statusCode(200)
                .header("Access-Control-Allow-Origin", "*")
                .body("resource", is("https://gateway.example.com" + endpoint))
                .body("authorization_servers", contains(issuer.url()));
    }

    @Test
    void theMetadataCannotBeWritten() {
        given().post("/.well-known/oauth-protected-resource/mcp").then().statusCode(405);
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "mcp/c", "mcp/x/github", "mcp/c/GitHub", "mcp/c/a/b", "mcp/c/a%2Fb", "mcp/c/%22"})
    void thereIsNoMetadataOfOtherResources(String path) {
        given().urlEncodingEnabled(false)
                .get("/.well-known/oauth-protected-resource/" + path)
                .then()
                .statusCode(404);
    }
}
