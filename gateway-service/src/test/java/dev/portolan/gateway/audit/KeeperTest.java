package dev.portolan.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.event.Arguments;
import dev.portolan.gateway.policy.Keeping.Level;
import dev.portolan.gateway.redaction.ShippedRedaction;
import dev.portolan.mcp.JsonSlice;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class KeeperTest {
    private final Keeper keeper = new Keeper(ShippedRedaction.redaction(), new SecureRandom(), 4096);

    private Said said(String json, Level level) {
        return keeper.arguments(JsonSlice.trusted(json), level);
    }

    @Test
    void theRecordSaysHowMuchIsKeptAndWhatIsCommittedTo() {
        Said said = said("{\"a\":1,\"password\":\"S1\"}", Level.REDACTED);

        assertThat(said.arguments().mode()).isEqualTo(Arguments.Mode.REDACTED);
        assertThat(said.arguments().json()).isEmpty();
        assertThat(said.arguments().redactions()).isEqualTo(1);
        assertThat(said.arguments().bytes()).isEqualTo(23);
        assertThat(said.arguments().commitment()).isEqualTo(said.beside().commitment());
        assertThat(said.beside().text()).isEqualTo("{\"a\":1,\"password\":\"[redacted]\"}");
    }

    @Test
    void ofADigestNoTextIsKept() {
        Said said = said("{\"a\":1}", Level.DIGEST);

        assertThat(said.arguments().mode()).isEqualTo(Arguments.Mode.DIGEST);
        assertThat(said.beside().text()).isEmpty();
        assertThat(said.beside().sha256()).hasSize(64);
    }

    @Test
    void encryptedKeepsWhatIsOnlySuspected() {
        String json = "{\"a\":\"Zq8vX2mN4pL7tR1wYb6Kc3\",\"token\":\"S2\"}";

        assertThat(said(json, Level.REDACTED).beside().text()).doesNotContain("Zq8v", "S2");
        Said encrypted = said(json, Level.ENCRYPTED);
        assertThat(encrypted.arguments().mode()).isEqualTo(Arguments.Mode.ENCRYPTED);
        assertThat(encrypted.beside().text()).contains("Zq8v").doesNotContain("S2");
    }

    @Test
    void longArgumentsAreKeptByDigest() {
        Said said = said("{\"a\":\"" + "x".repeat(9_000) + "\"}", Level.REDACTED);

        assertThat(said.arguments().mode()).isEqualTo(Arguments.Mode.DIGEST);
        assertThat(said.beside().text()).isEmpty();
    }

    @Test
    void aCompletionIsKeptByTheNameOfItsArgument() {
        Said secret = keeper.completion(JsonSlice.trusted("{\"name\":\"password\",\"value\":\"S6\"}"), Level.REDACTED);
        Said plain = keeper.completion(JsonSlice.trusted("{\"name\":\"table\",\"value\":\"ord\"}"), Level.REDACTED);

        assertThat(secret.beside().text()).doesNotContain("S6");
        assertThat(plain.beside().text()).contains("ord");
    }

    @Test
    void equalArgumentsOfTwoCallsCannotBeToldToBeEqual() {
        assertThat(said("{}", Level.DIGEST).arguments().commitment())
                .isNotEqualTo(said("{}", Level.DIGEST).arguments().commitment());
    }

    @Test
    void whatTheGatewayItselfSaysStaysInTheRecord() {
        Said said = keeper.plain(JsonSlice.trusted("{\"more\":3}"));

        assertThat(said.arguments()).isEqualTo(Arguments.plain("{\"more\":3}"));
        assertThat(said.beside()).isNull();
    }
}
