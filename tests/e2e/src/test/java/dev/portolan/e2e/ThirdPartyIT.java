package dev.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A new connector needs configuration and nothing else: here a stranger's server of the older era, from npm. */
@ExtendWith(Suite.Extension.class)
class ThirdPartyIT {
    @Test
    void aThirdPartyServerIsFederatedByConfigurationAlone(Suite suite) {
        Assumptions.assumeTrue(
                suite.thirdParty().url().isPresent(), "there is no npm on this machine to get the server with");
        ModernClient alice = suite.modernClient("alice");

        JsonNode echo = alice.tool("everything_echo", Map.of("message", "over two eras"))
                .result();

        assertThat(echo.at("/content/0/text").asText()).contains("over two eras");
        assertThat(echo.path("resultType").asText()).isEqualTo("complete");
        assertThat(alice.ask("prompts/list", Map.of()).result().toString()).contains("everything_");
        assertThat(suite.modernClient("bob")
                        .ask("tools/list", Map.of())
                        .result()
                        .toString())
                .doesNotContain("everything_");
    }

    @Test
    void itIsAsGoodAsAProgramOnStandardStreams(Suite suite) {
        Assumptions.assumeTrue(
                suite.thirdParty().command().isPresent(), "there is no npm on this machine to get the server with");
        ModernClient alice = suite.modernClient("alice");

        JsonNode echo =
                alice.tool("program_echo", Map.of("message", "over a pipe")).result();

        assertThat(echo.at("/content/0/text").asText()).contains("over a pipe");
        JsonNode environment = alice.tool("program_get-env", Map.of()).result();
        assertThat(environment.at("/content/0/text").asText())
                .contains("PATH")
                .doesNotContain("PORTOLAN", "GATEWAY", "QUARKUS", "SECRET");
    }

    @Test
    void itIsAsGoodOverTheTransportBeforeThis(Suite suite) {
        Assumptions.assumeTrue(
                suite.thirdParty().oldUrl().isPresent(), "there is no npm on this machine to get the server with");

        JsonNode echo = suite.modernClient("alice")
                .tool("old_echo", Map.of("message", "over two endpoints"))
                .result();

        assertThat(echo.at("/content/0/text").asText()).contains("over two endpoints");
    }

    @Test
    void itsResourcesAreReadByTheirPublicUris(Suite suite) {
        Assumptions.assumeTrue(
                suite.thirdParty().url().isPresent(), "there is no npm on this machine to get the server with");
        ModernClient alice = suite.modernClient("alice");
        JsonNode listed = alice.ask("resources/list", Map.of()).result().path("resources");
        String uri = null;
        for (JsonNode resource : listed) {
            if (resource.path("uri").asText().startsWith("everything+")) {
                uri = resource.path("uri").asText();
            }
        }

        assertThat(uri).as(listed.toString()).isNotNull();
        assertThat(alice.ask("resources/read", Map.of("uri", uri))
                        .result()
                        .at("/contents/0/uri")
                        .asText())
                .isEqualTo(uri);
    }
}
