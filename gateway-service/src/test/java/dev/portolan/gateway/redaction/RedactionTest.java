package dev.portolan.gateway.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.mcp.JsonSlice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With the patterns the gateway ships. */
class RedactionTest {
    private static final String DRAWN = "Zq8vX2mN4pL7tR1wYb6Kc3";

    private final Redaction redaction = ShippedRedaction.redaction();

    private Cleaned kept(String json) {
        return redaction.json(JsonSlice.trusted(json), Extent.SUSPECTED);
    }

    private String text(String text, Extent extent) {
        return redaction.json(JsonSlice.ofText(text), extent).json().json();
    }

    @Test
    void valuesOfSecretNamesAreTakenOutHoweverDeep() {
        Cleaned kept = kept("{\"a\":[{\"Password\":\"S1\",\"api_key\":{\"x\":\"S2\"},\"n\":1.50}],\"authToken\":7}");

        assertThat(kept.json().json())
                .isEqualTo(
                        "{\"a\":[{\"Password\":\"[redacted]\",\"api_key\":\"[redacted]\",\"n\":1.50}],\"authToken\":\"[redacted]\"}");
        assertThat(kept.taken()).isEqualTo(3);
    }

    @Test
    void textsThatLookLikeCredentialsAreTakenOutWhereverTheyStand() {
        String jwt = "eyJhbGciOiJub25lIn0" + ".eyJzdWIiOiJhbGljZSJ9" + ".x";
        Cleaned kept = kept(
                "{\"q\":\"use " + jwt
                        + "\",\"u\":\"postgresql://a:S3@h/db\",\"h\":\"Bearer abcdefgh1\",\"w\":\"x?password=S4&y\",\"ok\":\"select 1\"}");

        assertThat(kept.json().json())
                .doesNotContain("eyJ", "S3", "abcdefgh1", "S4")
                .contains("\"ok\":\"select 1\"");
        assertThat(kept.taken()).isEqualTo(4);
    }

    @Test
    void namesAndUrisLoseOnlyTheCredential() {
        assertThat(redaction.text("db://shop/x?password=S5&page=2")).isEqualTo("db://shop/x?[redacted]&page=2");
        assertThat(redaction.text("say_ghp_" + "a1".repeat(18))).isEqualTo("say_[redacted]");
        assertThat(redaction.text("github_list_issues")).isEqualTo("github_list_issues");
        assertThat(redaction.text("db://shop/" + DRAWN)).isEqualTo("[redacted]");
    }

    @Test
    void anIdentifierMayBeDrawnAtRandomAndNoCredential() {
        assertThat(redaction.id("\"" + DRAWN + "\"")).contains(DRAWN);
        assertThat(redaction.id("\"ghp_" + "a1".repeat(18) + "\"")).doesNotContain("ghp_");
    }

    @Test
    void whatOnlyLooksDrawnAtRandomIsTakenOutWhereSuspicionIsEnough() {
        assertThat(text("use " + DRAWN, Extent.SUSPECTED)).isEqualTo("\"[redacted]\"");
        assertThat(text("use " + DRAWN, Extent.KNOWN)).contains(DRAWN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: hunter2",
                "DB_PASSWORD=hunter2",
                "export API_KEY='hunter2'",
                "{\"name\":\"x\",\"client_secret\":\"hunter2\"}",
                "[{\"a\":\"{\\\"token\\\":\\\"hunter2\\\"}\"}]",
                "{\"broken\": \"passwd\": \"hunter2\"",
                "Authorization: Basic aHVudGVyOmh1bnRlcjI=",
                "https://u:hunter2@host/",
                "-----BEGIN OPENSSH PRIVATE KEY-----\nhunter2",
                "Cookie: sid=hunter2"
            })
    void aSecretIsFoundInTextJsonEscapesAndBase64(String secret) {
        String escaped = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        String encoded = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));

        assertThat(text(secret, Extent.KNOWN))
                .doesNotContain("hunter2", "aHVudGVy")
                .contains("[redacted]");
        assertThat(text("x=" + escaped, Extent.KNOWN)).isEqualTo("\"[redacted]\"");
        assertThat(text("see " + encoded + " there", Extent.KNOWN)).isEqualTo("\"[redacted]\"");
    }

    @Test
    void whatIsNoSecretInJsonThatIsTextStays() {
        assertThat(text("{\"rows\":[1,{\"token\":\"S\"}]}", Extent.SUSPECTED))
                .isEqualTo("\"{\\\"rows\\\":[1,{\\\"token\\\":\\\"[redacted]\\\"}]}\"");
    }

    @Test
    void jsonNestedTooDeepIsTakenOutUnseen() {
        String nested = "{\"a\":1}";
        for (int i = 0; i < 6; i++) {
            nested = "{\"a\":" + JsonSlice.ofText(nested).json() + "}";
        }

        assertThat(text(nested, Extent.KNOWN)).contains("[redacted]");
    }

    @Test
    void aMemberNamedByASecretIsRenamed() {
        Cleaned kept = kept("{\"ghp_" + "a1".repeat(18) + "\":1,\"ghp_" + "b2".repeat(18) + "\":2}");

        assertThat(kept.json().json()).isEqualTo("{\"[redacted] 1\":1,\"[redacted] 2\":2}");
    }
}
