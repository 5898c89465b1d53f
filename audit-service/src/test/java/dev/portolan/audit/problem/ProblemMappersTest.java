package dev.portolan.audit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.oidc.OIDCException;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.api.Test;

class ProblemMappersTest {

    private final ProblemMappers mappers = new ProblemMappers();

    @Test
    void anIssuerThatIsAwayIsNotTheCallersFault() {
        Response answer = mappers.issuerAway(new OIDCException("http://issuer.internal/ refused"));

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeaderString("Retry-After")).isEqualTo("1");
        assertThat(answer.getEntity().toString()).doesNotContain("issuer.internal");
    }

    @Test
    void aMistakeOfOursIsAnsweredWithAnIdAndNothingElse() {
        Response answer = mappers.unexpected(new IllegalStateException("secret at /etc/keys"));

        assertThat(answer.getStatus()).isEqualTo(500);
        assertThat(answer.getEntity().toString()).contains("error id").doesNotContain("secret");
    }
}
