package dev.portolan.gateway.identity;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void theMetadataCannotBeWritten() {
        given().post("/.well-known/oauth-protected-resource/mcp").then().statusCode(405);
    }

    @Test
    void thereIsNoMetadataOfOtherResources() {
        given().get("/.well-known/oauth-protected-resource/other").then().statusCode(404);
    }
}
