package dev.portolan.audit.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published schema and the writer say the same. */
class AuditEventSchemaTest {

    private static final Schema SCHEMA = schema();

    @ParameterizedTest
    @MethodSource("events")
    void everyEventConforms(AuditEvent event) {
        String json = new String(event.canonical(), StandardCharsets.UTF_8);

        assertThat(SCHEMA.validate(json, InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("events")
    void everyEventIsReadAsItWasWritten(AuditEvent event) throws IOException {
        Map<String, Object> members = new ObjectMapper().readValue(event.canonical(), new TypeReference<>() {});

        assertThat(AuditEvent.read(members)).isEqualTo(event);
    }

    @Test
    void aNameOfAPersonDoesNotConform() {
        String json = new String(Events.usualIntent().canonical(), StandardCharsets.UTF_8);

        assertThat(SCHEMA.validate(json.replace("\"client_id\"", "\"subject\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void anUnknownMemberDoesNotConform() {
        String json = new String(Events.usualIntent().canonical(), StandardCharsets.UTF_8);

        assertThat(SCHEMA.validate(json.replace("\"seq\"", "\"sequence\""), InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void anIntentWithAnOutcomeDoesNotConform() {
        AuditEvent outcome = Events.usualIntent().outcome(Events.IDS.next(), 1, Events.success());
        String json = new String(outcome.canonical(), StandardCharsets.UTF_8);

        assertThat(SCHEMA.validate(json.replace("\"kind\":\"outcome\"", "\"kind\":\"intent\""), InputFormat.JSON))
                .isNotEmpty();
    }

    static Stream<AuditEvent> events() {
        Stream<AuditEvent> codes = Stream.of(Outcome.Code.values())
                .filter(code -> code != Outcome.Code.NONE)
                .map(code -> Events.usualIntent().outcome(Events.IDS.next(), 1, Outcome.of(code)));
        Stream<AuditEvent> targets = Stream.of(Target.Type.values())
                .map(type -> Events.usualIntent().withTarget(new Target("c", type, "n", "")));
        Stream<AuditEvent> others = Stream.of(
                Events.emptyIntent(),
                Events.usualIntent(),
                Events.usualIntent().outcome(Events.IDS.next(), 2, Events.success()),
                Events.largest(),
                Events.plain(),
                AuditEvent.coalesced(
                        Events.IDS.next(),
                        Events.IDS.next(),
                        new Source("gw-1", Events.BOOT, 1),
                        Outcome.of(Outcome.Code.DENIED)
                                .withReason("UNAUTHENTICATED")
                                .withCount(17)));
        return Stream.of(codes, targets, others).flatMap(events -> events);
    }

    private static Schema schema() {
        try (InputStream in = AuditEvent.class.getResourceAsStream("audit-event.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
