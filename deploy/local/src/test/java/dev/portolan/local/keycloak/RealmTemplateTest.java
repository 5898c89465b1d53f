package dev.portolan.local.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class RealmTemplateTest {

    private static final String GATEWAY = "http://localhost:9000/mcp";

    @Test
    void theRealmIsRenderedForPortsAndSecret() throws Exception {
        // when
        RealmTemplate realm = RealmTemplate.render(GATEWAY, "planted-secret");

        // then
        JsonNode json = new ObjectMapper().readTree(realm.json());
        assertThat(json.path("clients").findValuesAsText("clientId"))
                .containsExactlyInAnyOrder(
                        GATEWAY,
                        "audit-service",
                        "github-connector",
                        "db-connector",
                        "portolan-cli",
                        "portolan-gateway");
        assertThat(json.findValuesAsText("secret")).containsExactly("planted-secret");
        assertThat(realm.json()).doesNotContain("@GATEWAY");
    }

    @Test
    void anotherPortIsAnotherRealm() throws Exception {
        assertThat(RealmTemplate.render(GATEWAY, "s").digest())
                .isEqualTo(RealmTemplate.render(GATEWAY, "s").digest())
                .isNotEqualTo(
                        RealmTemplate.render("http://localhost:9100/mcp", "s").digest())
                .isNotEqualTo(RealmTemplate.render(GATEWAY, "t").digest());
    }

    @Test
    void theSecretIsNotPrinted() throws Exception {
        assertThat(RealmTemplate.render(GATEWAY, "planted-secret").toString()).doesNotContain("planted-secret");
    }
}
