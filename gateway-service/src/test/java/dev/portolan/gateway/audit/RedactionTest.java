package dev.portolan.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.event.Arguments;
import dev.portolan.gateway.pipeline.PipelineConfig;
import dev.portolan.mcp.JsonSlice;
import io.smallrye.config.WithDefault;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** With the patterns the gateway ships. */
class RedactionTest {
    private final Redaction redaction = new Redaction(shipped("names"), shipped("values"));

    private static Pattern shipped(String key) {
        try {
            WithDefault pattern = PipelineConfig.Redacted.class.getMethod(key).getAnnotation(WithDefault.class);
            return Pattern.compile(pattern.value());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private Arguments kept(String json) {
        return redaction.of(JsonSlice.trusted(json));
    }

    @Test
    void valuesOfSecretNamesAreTakenOutHoweverDeep() {
        Arguments kept = kept("{\"a\":[{\"Password\":\"S1\",\"api_key\":{\"x\":\"S2\"},\"n\":1.50}],\"authToken\":7}");

        assertThat(kept.json())
                .isEqualTo(
                        "{\"a\":[{\"Password\":\"[redacted]\",\"api_key\":\"[redacted]\",\"n\":1.50}],\"authToken\":\"[redacted]\"}");
        assertThat(kept.redactions()).containsExactly("$.a[0].Password", "$.a[0].api_key", "$.authToken");
    }

    @Test
    void textsThatLookLikeCredentialsAreTakenOutWhereverTheyStand() {
        String jwt = "eyJhbGciOiJub25lIn0" + ".eyJzdWIiOiJhbGljZSJ9" + ".x";
        Arguments kept = kept(
                "{\"q\":\"use " + jwt
                        + "\",\"u\":\"postgresql://a:S3@h/db\",\"h\":\"Bearer abcdefgh1\",\"w\":\"x?password=S4&y\",\"ok\":\"select 1\"}");

        assertThat(kept.json()).doesNotContain("eyJ", "S3", "abcdefgh1", "S4").contains("\"ok\":\"select 1\"");
        assertThat(kept.redactions()).containsExactly("$.q", "$.u", "$.h", "$.w");
    }

    @Test
    void namesAndUrisLoseOnlyTheCredential() {
        assertThat(redaction.text("db://shop/x?password=S5&page=2")).isEqualTo("db://shop/x?[redacted]&page=2");
        assertThat(redaction.text("github_list_issues")).isEqualTo("github_list_issues");
    }

    @Test
    void aCompletionIsKeptByTheNameOfItsArgument() {
        Arguments secret = redaction.ofCompletion(JsonSlice.trusted("{\"name\":\"password\",\"value\":\"S6\"}"));
        Arguments plain = redaction.ofCompletion(JsonSlice.trusted("{\"name\":\"table\",\"value\":\"ord\"}"));

        assertThat(secret.json()).doesNotContain("S6");
        assertThat(plain.json()).contains("ord");
    }

    @Test
    void longArgumentsAreKeptByDigest() {
        Arguments kept = kept("{\"a\":\"" + "x".repeat(9_000) + "\"}");

        assertThat(kept.mode()).isEqualTo(Arguments.Mode.DIGEST);
        assertThat(kept.sha256()).hasSize(64);
    }
}
