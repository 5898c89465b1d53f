package dev.portolan.audit.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditEventTest {

    @Test
    void anIntentWithNothingKnownIsWrittenWithoutItsAbsentParts() {
        AuditEvent intent = AuditEvent.intent(
                UUID.fromString("019aa123-4567-7abc-8def-0123456789ab"),
                UUID.fromString("019aa123-4567-7abc-8def-0123456789aa"),
                new Source("gw-1", Events.BOOT, 3));

        assertThat(text(intent))
                .isEqualTo("{\"actor\":{\"type\":\"anonymous\"},"
                        + "\"call_id\":\"019aa123-4567-7abc-8def-0123456789aa\","
                        + "\"event_id\":\"019aa123-4567-7abc-8def-0123456789ab\","
                        + "\"kind\":\"intent\",\"occurred_at\":\"2025-11-20T12:00:34.663Z\","
                        + "\"request\":{\"method\":\"-\"},\"schema\":\"portolan.audit/2\","
                        + "\"source\":{\"boot_id\":\"6f9619ff-8b86-4d01-b42d-00cf4fc964ff\","
                        + "\"gateway_id\":\"gw-1\",\"seq\":3}}");
    }

    @Test
    void theTimeOfAnEventIsTheMillisecondOfItsId() {
        AuditEvent event = Events.emptyIntent();

        assertThat(event.occurredAt()).isEqualTo(UuidV7.timeOf(event.eventId()));
        assertThat(event.occurredAt()).isBetween(Events.NOON, Events.NOON.plusMillis(100));
    }

    @Test
    void anOutcomeRepeatsTheRequestOfItsIntent() {
        AuditEvent intent = Events.usualIntent();

        AuditEvent outcome = intent.outcome(Events.IDS.next(), 9, Events.success());

        assertThat(outcome)
                .usingRecursiveComparison()
                .ignoringFields("eventId", "kind", "source.seq", "outcome")
                .isEqualTo(intent);
        assertThat(outcome.kind()).isEqualTo(AuditEvent.Kind.OUTCOME);
        assertThat(outcome.source().seq()).isEqualTo(9);
        assertThat(outcome.outcome()).isEqualTo(Events.success());
    }

    @Test
    void onlyAnIntentIsWithoutOutcome() {
        UUID id = Events.IDS.next();
        Source source = new Source("gw-1", Events.BOOT, 1);

        assertThatIllegalArgumentException().isThrownBy(() -> AuditEvent.event(id, id, source, Outcome.NONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Events.emptyIntent().outcome(id, 2, Outcome.NONE));
    }

    @Test
    void idsOfAnotherVersionAreRefused() {
        Source source = new Source("gw-1", Events.BOOT, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuditEvent.intent(UUID.randomUUID(), Events.IDS.next(), source));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AuditEvent.intent(Events.IDS.next(), UUID.randomUUID(), source));
    }

    @Test
    void theLargestEventStaysBelowTheBoundOfALogEntry() {
        assertThat(Events.largest().canonical()).hasSizeLessThanOrEqualTo(AuditEvent.MAX_CANONICAL_BYTES);
    }

    @Test
    void foreignTextIsBoundedAndMadePrintableAndNeverRefused() {
        Client client = new Client("a\u0000b\ud83dc\u007f", "\ud83d\ude00".repeat(64), "", "x".repeat(257));

        assertThat(client.name()).isEqualTo("a\ufffdb\ufffdc\ufffd");
        assertThat(client.version()).hasSizeLessThanOrEqualTo(64).endsWith("\ude00…");
        assertThat(client.userAgent()).isEqualTo("x".repeat(255) + "…");
    }

    @Test
    void onlyWhatTheGatewayItselfSaysIsInTheRecord() {
        String json = "{\"a\":1}";

        assertThat(Arguments.plain(json).json()).isEqualTo(json);
        assertThat(new Arguments(Arguments.Mode.REDACTED, json, Events.DIGEST, 7, 0).json())
                .isEmpty();
        assertThat(new Arguments(Arguments.Mode.ENCRYPTED, json, Events.DIGEST, 7, 0).json())
                .isEmpty();
    }

    @Test
    void whatIsTooLongForTheRecordIsLeftOut() {
        String json = "\"" + "ä".repeat(Arguments.MAX_JSON_BYTES / 2) + "\"";

        assertThat(Arguments.plain(json)).isEqualTo(Arguments.digest("", Arguments.MAX_JSON_BYTES + 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {'f' + 1, 'A', '0' - 1, 'a' - 1, '9' + 1})
    void commitmentsAreSixtyFourLowerCaseHexDigits(int wrong) {
        String almost = Events.DIGEST.substring(1);

        assertThatIllegalArgumentException().isThrownBy(() -> Arguments.digest(almost, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> Arguments.digest(almost + (char) wrong, 1));
    }

    @Test
    void numbersBeyondWhatJsonKeepsExactlyAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Source("gw-1", Events.BOOT, 1L << 53));
        assertThatIllegalArgumentException().isThrownBy(() -> Events.success().withLatency(-1, 0));
    }

    private static String text(AuditEvent event) {
        return new String(event.canonical(), StandardCharsets.UTF_8);
    }
}
