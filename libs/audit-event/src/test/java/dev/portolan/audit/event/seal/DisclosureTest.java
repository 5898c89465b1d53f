package dev.portolan.audit.event.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.Arguments;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.CanonicalJson;
import dev.portolan.audit.event.Events;
import dev.portolan.audit.event.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DisclosureTest {

    @Test
    void everyDisclosureIsReadAsItWasWritten() throws IOException {
        Random random = new Random(11);
        for (int i = 0; i < 200; i++) {
            Disclosure disclosure = Disclosures.any(random);

            assertThat(Disclosure.read(members(disclosure.canonical()))).isEqualTo(disclosure);
        }
        Disclosure largest = Disclosures.largest();
        assertThat(Disclosure.read(members(largest.canonical()))).isEqualTo(largest);
    }

    @Test
    void itsFormIsThis() {
        Identity alice = new Identity("AAAAAAAAAAAAAAAAAAAAAA==", "f3a1", "", "https://idp", List.of("b", "a"));
        Disclosed result = new Disclosed("AQAAAAAAAAAAAAAAAAAAAA==", Disclosures.DIGEST, "{}");

        assertThat(new String(new Disclosure(alice, result, result).canonical(), StandardCharsets.UTF_8))
                .isEqualTo("{\"actor\":{\"groups\":[\"b\",\"a\"],\"issuer\":\"https://idp\","
                        + "\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"subject\":\"f3a1\"},"
                        + "\"arguments\":{\"json\":\"{}\",\"salt\":\"AQAAAAAAAAAAAAAAAAAAAA==\",\"sha256\":\""
                        + Disclosures.DIGEST + "\"},"
                        + "\"result\":{\"salt\":\"AQAAAAAAAAAAAAAAAAAAAA==\",\"sha256\":\"" + Disclosures.DIGEST
                        + "\",\"text\":\"{}\"}}");
        assertThat(Disclosure.NONE.canonical()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
        assertThat(Disclosure.NONE.isEmpty()).isTrue();
    }

    /** Computed by another program: see docs/reference/audit-event.md, "Commitments". */
    @Test
    void commitmentsAreWhatTheReferenceSays() {
        String salt = "AAECAwQFBgcICQoLDA0ODw==";

        assertThat(new Identity(salt, "f3a1", "alice", "https://idp", List.of("staff")).commitment())
                .isEqualTo("c92f571e36600a609d006f442d4c1d6040941ca5081a608d3509dbe2fc472986");
        assertThat(new Disclosed(salt, "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862", "")
                        .commitment())
                .isEqualTo("86bc130a4859a1397f8917d5509c8fb2c0d9c7c39297e97b2edc4f24a8c75eec");
        assertThat(new Disclosed(
                                salt,
                                "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862",
                                "{\"a\":\"[redacted]\"}")
                        .commitment())
                .isEqualTo("91d5570874b238bbf7d1f242eeed075530ed366a9ed0fd62fe394f1ba3a51761");
    }

    @Test
    void equalThingsHaveDifferentCommitments() {
        assertThat(Disclosed.of(Disclosures.SALTS, Disclosures.DIGEST, "x").commitment())
                .isNotEqualTo(
                        Disclosed.of(Disclosures.SALTS, Disclosures.DIGEST, "x").commitment());
    }

    @Test
    void whatIsNotCommittedToIsNamed() {
        Disclosure said = new Disclosure(
                Disclosures.alice(),
                Disclosed.of(Disclosures.SALTS, Disclosures.DIGEST, "{}"),
                Disclosed.of(Disclosures.SALTS, Disclosures.DIGEST, ""));
        AuditEvent record = Events.usualIntent()
                .withActor(new Actor(Actor.Type.USER, "cli", said.actor().commitment()))
                .withArguments(Arguments.digest(said.arguments().commitment(), 2))
                .outcome(
                        Events.IDS.next(),
                        2,
                        Events.success().withBody(2, said.result().commitment(), Outcome.Payload.DIGEST));

        assertThat(said.contradiction(record)).isEmpty();
        assertThat(Disclosure.NONE.contradiction(record)).isEmpty();
        assertThat(new Disclosure(Disclosures.alice(), null, null).contradiction(record))
                .hasValue("actor");
        Disclosed altered = new Disclosed(said.arguments().salt(), Disclosures.DIGEST, "{ }");
        assertThat(new Disclosure(said.actor(), altered, said.result()).contradiction(record))
                .hasValue("arguments");
        assertThat(new Disclosure(said.actor(), said.arguments(), altered).contradiction(record))
                .hasValue("result");
    }

    @Test
    void tooManyGroupsEndInASign() {
        List<String> groups =
                java.util.stream.IntStream.range(0, 65).mapToObj(i -> "g" + i).toList();

        Identity who = new Identity(Commitment.salt(Disclosures.SALTS), "s", "n", "i", groups);

        assertThat(who.groups()).hasSize(64).startsWith("g0", "g1").endsWith("g62", "…");
    }

    @Test
    void aTextIsAsLongAsItIsWritten() {
        for (String text : List.of("", "{\"a\":\"\\n\"}", "ä漢\ud83d\ude00\\")) {
            int quotes = 2;
            assertThat(Disclosed.written(text)).isEqualTo(CanonicalJson.bytes(text).length - quotes);
        }
        String longest = "\"".repeat(Disclosed.MAX_TEXT_BYTES / 2);
        assertThat(Disclosed.of(Disclosures.SALTS, Disclosures.DIGEST, longest).text())
                .isEqualTo(longest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Disclosed.of(Disclosures.SALTS, Disclosures.DIGEST, longest + "a"));
    }

    @Test
    void theLargestItemStaysBelowItsBound() {
        AuditEvent record = Events.largest();
        String sealed = Disclosures.sealer(Disclosures.keys()).seal(record.eventId(), Disclosures.largest());

        assertThat(new Item(record.canonical(), sealed).bytes()).hasSizeLessThanOrEqualTo(Item.MAX_BYTES);
    }

    private static Map<String, Object> members(byte[] json) throws IOException {
        return new ObjectMapper().readValue(json, new TypeReference<>() {});
    }
}
