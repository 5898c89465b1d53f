package dev.portolan.audit.event;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/** Events to test with: the emptiest, the usual and the largest. */
public final class Events {

    static final Instant NOON = Instant.parse("2026-11-20T12:00:00.007Z");
    public static final UuidV7 IDS = new UuidV7(Clock.fixed(NOON, ZoneOffset.UTC));
    static final UUID BOOT = UUID.fromString("6f9619ff-8b86-4d01-b42d-00cf4fc964ff");
    static final String DIGEST = "ab".repeat(32);

    private Events() {}

    public static AuditEvent emptyIntent() {
        return AuditEvent.intent(IDS.next(), IDS.next(), new Source("gw-1", BOOT, 0));
    }

    public static AuditEvent usualIntent() {
        return emptyIntent()
                .withActor(new Actor(Actor.Type.USER, "cli", DIGEST))
                .withClient(new Client("inspector", "1.2", "127.0.0.1", "node"))
                .withRequest(new Request(
                        "http",
                        "POST",
                        "/mcp",
                        "2026-07-28",
                        "tools/call",
                        "7",
                        "4b".repeat(16),
                        "00f067aa0ba902b7",
                        311))
                .withTarget(new Target("github", Target.Type.TOOL, "github_list_issues", "list_issues"))
                .withArguments(new Arguments(Arguments.Mode.REDACTED, "", DIGEST, 42, 1))
                .withDecision(new Decision(Decision.Effect.ALLOW, "engineering-all", DIGEST));
    }

    public static Outcome success() {
        return Outcome.of(Outcome.Code.SUCCESS)
                .withStatus(200, 0)
                .withLatency(1500, 900)
                .withBody(2048, DIGEST, Outcome.Payload.REDACTED);
    }

    /** Every text as long as it may be, of the characters that take most bytes. */
    public static AuditEvent largest() {
        String wide = "\u6f22".repeat(5000);
        return AuditEvent.event(
                        IDS.next(),
                        IDS.next(),
                        new Source(wide, BOOT, Text.MAX_INTEGER),
                        new Outcome(
                                Outcome.Code.PROTOCOL_ERROR,
                                wide,
                                -Text.MAX_INTEGER,
                                Integer.MAX_VALUE,
                                Text.MAX_INTEGER,
                                Text.MAX_INTEGER,
                                Text.MAX_INTEGER,
                                DIGEST,
                                Outcome.Payload.ENCRYPTED,
                                Text.MAX_INTEGER))
                .withActor(new Actor(Actor.Type.ANONYMOUS, wide, DIGEST))
                .withClient(new Client(wide, wide, wide, wide))
                .withRequest(new Request(wide, wide, wide, wide, wide, wide, wide, wide, Text.MAX_INTEGER))
                .withTarget(new Target(wide, Target.Type.COMPLETION, wide, wide))
                .withArguments(new Arguments(Arguments.Mode.ENCRYPTED, "", DIGEST, Text.MAX_INTEGER, Text.MAX_INTEGER))
                .withDecision(new Decision(Decision.Effect.ALLOW, wide, DIGEST));
    }

    /** What the gateway says of itself. */
    public static AuditEvent plain() {
        return AuditEvent.event(IDS.next(), IDS.next(), new Source("gw-1", BOOT, 1), Outcome.of(Outcome.Code.SUCCESS))
                .withActor(Actor.SELF)
                .withArguments(Arguments.plain("\"" + "\\\"".repeat(4095) + "\""));
    }
}
