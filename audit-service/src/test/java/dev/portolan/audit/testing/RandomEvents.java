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
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Events of every kind, drawn from a seed; their subjects, connectors and policies begin with the prefix. */
public final class RandomEvents {

    private static final List<String> METHODS = List.of("tools/call", "resources/read", "prompts/get", "tools/list");

    private final Random random;
    private final String prefix;
    private final Instant from;
    private final int seconds;

    /** Events whose time lies in the {@code seconds} after {@code from}. */
    public RandomEvents(long seed, String prefix, Instant from, int seconds) {
        this.random = new Random(seed);
        this.prefix = prefix;
        this.from = from;
        this.seconds = seconds;
    }

    public AuditEvent next() {
        Instant moment = from.plusMillis(random.nextInt(seconds) * 1000L + random.nextInt(1000));
        UuidV7 ids = new UuidV7(Clock.fixed(moment, ZoneOffset.UTC));
        Source source = new Source("gw-random", UUID.randomUUID(), 1);
        AuditEvent event =
                switch (random.nextInt(4)) {
                    case 0 -> AuditEvent.intent(ids.next(), ids.next(), source);
                    case 1 -> AuditEvent.coalesced(ids.next(), ids.next(), source, outcome());
                    case 2 -> AuditEvent.event(ids.next(), ids.next(), source, outcome());
                    default -> AuditEvent.intent(ids.next(), ids.next(), source).outcome(ids.next(), 1, outcome());
                };
        return event.withActor(actor())
                .withClient(new Client("inspector", "1." + random.nextInt(3), "203.0.113." + random.nextInt(5), "node"))
                .withRequest(new Request(
                        "http",
                        "POST",
                        "/mcp",
                        "2026-07-28",
                        pick(METHODS),
                        "7",
                        UUID.randomUUID().toString().replace("-", ""),
                        "00f067aa0ba902b7",
                        random.nextInt(3) * 500L))
                .withTarget(target())
                .withArguments(Beside.arguments("{\"repo\":\"org/" + random.nextInt(9) + "\"}"))
                .withDecision(new Decision(
                        pick(List.of(Decision.Effect.values())),
                        pick(List.of("", "rule-1", "rule \"2\"", "it's 100%")),
                        random.nextBoolean() ? "" : policy(prefix, random.nextInt(3))));
    }

    /** Digest of one of three policies. */
    public static String policy(String prefix, int number) {
        return String.format("%064x", Integer.toUnsignedLong(prefix.hashCode()) * 4 + number);
    }

    private Outcome outcome() {
        Outcome.Code code = pick(List.of(
                Outcome.Code.SUCCESS,
                Outcome.Code.DENIED,
                Outcome.Code.TOOL_ERROR,
                Outcome.Code.TIMEOUT,
                Outcome.Code.UNKNOWN));
        return Outcome.of(code)
                .withReason(pick(List.of("", "NOT_PERMITTED", "UNAUTHENTICATED")))
                .withStatus(200 + random.nextInt(3) * 100, random.nextInt(3) - 1)
                .withLatency(random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(5_000_000), 0)
                .withBody(random.nextInt(100_000))
                .withCount(random.nextInt(5));
    }

    private Actor actor() {
        if (random.nextInt(4) == 0) {
            return Actor.ANONYMOUS;
        }
        String name = prefix + pick(List.of("ann", "bob", "O'Neill", "漢字", "100%_x"));
        return Beside.actor(name);
    }

    private Target target() {
        Target.Type type = pick(List.of(Target.Type.TOOL, Target.Type.RESOURCE, Target.Type.PROMPT, Target.Type.NONE));
        String connector = random.nextInt(5) == 0 ? "" : prefix + "connector" + random.nextInt(3);
        String name = random.nextInt(9) == 0 ? "x".repeat(200) + random.nextInt(2) : "target_" + random.nextInt(4);
        return new Target(connector, type, name, "");
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
