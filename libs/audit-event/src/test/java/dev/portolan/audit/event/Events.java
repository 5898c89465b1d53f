package dev.portolan.audit.event;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Events to test with: the emptiest, the usual and the largest. */
final class Events {

    static final Instant NOON = Instant.parse("2026-11-20T12:00:00.007Z");
    static final UuidV7 IDS = new UuidV7(Clock.fixed(NOON, ZoneOffset.UTC));
    static final UUID BOOT = UUID.fromString("6f9619ff-8b86-4d01-b42d-00cf4fc964ff");
    static final String DIGEST = "ab".repeat(32);

    private Events() {}

    static AuditEvent emptyIntent() {
        return AuditEvent.intent(IDS.next(), IDS.next(), new Source("gw-1", BOOT, 0));
    }

    static AuditEvent usualIntent() {
        return emptyIntent()
                .withActor(new Actor(
                        Actor.Type.USER, "f3a1", "alice", "https://idp.example", List.of("engineering"), "cli"))
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
                .withArguments(
                        new Arguments(Arguments.Mode.REDACTED, "{\"token\":\"…\"}", DIGEST, 42, List.of("$.token")))
                .withDecision(new Decision(Decision.Effect.ALLOW, "engineering-all", DIGEST));
    }

    static Outcome success() {
        return Outcome.of(Outcome.Code.SUCCESS)
                .withStatus(200, 0)
                .withLatency(1500, 900)
                .withBody(2048, DIGEST);
    }

    /** Every text and list as long as it may be, of the characters that take most bytes. */
    static AuditEvent largest() {
        String wide = "\u6f22".repeat(5000);
        List<String> many = java.util.Collections.nCopies(500, wide);
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
                                Text.MAX_INTEGER))
                .withActor(new Actor(Actor.Type.ANONYMOUS, wide, wide, wide, many, wide))
                .withClient(new Client(wide, wide, wide, wide))
                .withRequest(new Request(wide, wide, wide, wide, wide, wide, wide, wide, Text.MAX_INTEGER))
                .withTarget(new Target(wide, Target.Type.COMPLETION, wide, wide))
                .withArguments(new Arguments(
                        Arguments.Mode.REDACTED, "\"".repeat(Arguments.MAX_JSON_BYTES), DIGEST, Text.MAX_INTEGER, many))
                .withDecision(new Decision(Decision.Effect.ALLOW, wide, DIGEST));
    }
}
