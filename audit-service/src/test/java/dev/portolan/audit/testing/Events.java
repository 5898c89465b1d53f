package dev.portolan.audit.testing;

import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Client;
import dev.portolan.audit.event.Decision;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Request;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.event.Target;
import dev.portolan.audit.event.UuidV7;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Events as a gateway would send them. */
public final class Events {

    public static final UuidV7 IDS = new UuidV7(Clock.systemUTC());

    private Events() {}

    /** alice is about to call {@code tool} of connector github. */
    public static AuditEvent intent(String tool) {
        return intent("alice", "github", tool);
    }

    public static AuditEvent intent(String person, String connector, String tool) {
        return intentAt(IDS, person, connector, tool);
    }

    /** The same at another time. */
    public static AuditEvent intentAt(Instant moment, String tool) {
        return intentAt(new UuidV7(Clock.fixed(moment, ZoneOffset.UTC)), "alice", "github", tool);
    }

    public static AuditEvent success(AuditEvent intent) {
        return intent.outcome(
                IDS.next(),
                intent.source().seq() + 1,
                Beside.answered(
                        Outcome.of(Outcome.Code.SUCCESS).withStatus(200, 0).withLatency(1500, 900),
                        "{\"content\":[]}"));
    }

    /** The call's end as another boot of the gateway closes it. */
    public static AuditEvent outcomeElsewhere(AuditEvent intent) {
        AuditEvent end = intent.outcome(IDS.next(), 1, Outcome.of(Outcome.Code.UNKNOWN));
        return new AuditEvent(
                end.eventId(),
                end.kind(),
                end.callId(),
                first(),
                end.actor(),
                end.client(),
                end.request(),
                end.target(),
                end.arguments(),
                end.decision(),
                end.outcome());
    }

    /** A request refused before any intent. */
    public static AuditEvent denied(String person, String reason) {
        return AuditEvent.event(
                        IDS.next(),
                        IDS.next(),
                        first(),
                        Outcome.of(Outcome.Code.DENIED).withReason(reason).withStatus(403, -32602))
                .withActor(actor(person))
                .withTarget(new Target("db", Target.Type.TOOL, "db_query", ""))
                .withDecision(new Decision(Decision.Effect.DENY, "default", "ab".repeat(32)));
    }

    /** {@code count} records of one boot, from number {@code first}. */
    public static List<AuditEvent> boot(UUID boot, long first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(seq -> AuditEvent.event(
                                IDS.next(),
                                IDS.next(),
                                new Source("gw-boot", boot, seq),
                                Outcome.of(Outcome.Code.SUCCESS))
                        .withActor(actor("alice"))
                        .withTarget(new Target("db", Target.Type.TOOL, "of boot " + boot, "")))
                .toList();
    }

    /** The body of an ingest. */
    public static byte[] batch(List<AuditEvent> events) {
        return events.stream()
                .map(event -> new String(Beside.item(event), StandardCharsets.UTF_8))
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static AuditEvent intentAt(UuidV7 ids, String person, String connector, String tool) {
        return AuditEvent.intent(ids.next(), ids.next(), first())
                .withActor(actor(person))
                .withClient(new Client("inspector", "1.0", "127.0.0.1", "node"))
                .withRequest(new Request(
                        "http", "POST", "/mcp", "2026-07-28", "tools/call", "7", trace(), "00f067aa0ba902b7", 311))
                .withTarget(new Target(connector, Target.Type.TOOL, tool, "upstream"))
                .withArguments(Beside.arguments("{\"q\":\"naïve \\u0000 漢 😀\",\"token\":\"…\"}"))
                .withDecision(new Decision(Decision.Effect.ALLOW, "engineering-all", "ab".repeat(32)));
    }

    /** Each event is the first of a boot of its own unless it continues another: so tests are free in their order. */
    private static Source first() {
        return new Source("gw-test", UUID.randomUUID(), 1);
    }

    private static Actor actor(String person) {
        return Beside.actor(person);
    }

    private static String trace() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
