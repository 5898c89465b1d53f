package dev.portolan.audit.testing;

import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.Arguments;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Client;
import dev.portolan.audit.event.Decision;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Request;
import dev.portolan.audit.event.Source;
import dev.portolan.audit.event.Target;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * What a company's gateways deliver, drawn from a seed: 400 people and 20 connectors of 10 tools, some used far more
 * than others, most in working hours; 2 % of the calls denied, 1 % failed, 1 in 1,000 left without outcome; now and
 * then a caller nobody knows, a look at the trail, a changed definition. In the order of time, four gateways, two
 * records a call.
 */
public final class Traffic {

    private static final int PEOPLE = 400;
    private static final int CONNECTORS = 20;
    private static final int GATEWAYS = 4;

    private final Random random;
    private final long from;
    private final double step;
    private final int batch;
    private final List<UUID> boots = new ArrayList<>();
    private final long[] numbers = new long[GATEWAYS];
    private final List<List<AuditEvent>> batches = new ArrayList<>();
    private final List<Deque<Runnable>> late = new ArrayList<>();
    private double at;
    private int gateway;

    /** {@code calls} calls from {@code from} to {@code to}, delivered {@code batch} records at a time. */
    public Traffic(long seed, Instant from, Instant to, long calls, int batch) {
        this.random = new Random(seed);
        this.from = from.toEpochMilli();
        this.step = (double) (to.toEpochMilli() - from.toEpochMilli()) / calls;
        this.batch = batch;
        for (int i = 0; i < GATEWAYS; i++) {
            boots.add(new UUID(random.nextLong(), random.nextLong()));
            batches.add(new ArrayList<>());
            late.add(new ArrayDeque<>());
        }
    }

    /** The next batch of one gateway. */
    public List<AuditEvent> next() {
        while (true) {
            gateway = (gateway + 1) % GATEWAYS;
            call();
            if (batches.get(gateway).size() >= batch) {
                List<AuditEvent> full = batches.get(gateway);
                List<AuditEvent> whole = List.copyOf(full.subList(0, batch));
                batches.set(gateway, new ArrayList<>(full.subList(batch, full.size())));
                return whole;
            }
        }
    }

    private void call() {
        at += step;
        long moment = from + workingHour((long) at);
        double fate = random.nextDouble();
        if (fate < 0.005) {
            add(rare(moment, fate));
            return;
        }
        Outcome.Code code =
                fate < 0.025 ? Outcome.Code.DENIED : fate < 0.035 ? Outcome.Code.UPSTREAM_ERROR : Outcome.Code.SUCCESS;
        long micros = (long) (Math.exp(random.nextDouble() * 9) * 100) + 1;
        Outcome outcome = Outcome.of(code)
                .withStatus(200, 0)
                .withLatency(micros, micros * 9 / 10)
                .withReason(code == Outcome.Code.DENIED ? "NOT_PERMITTED" : "")
                .withBody(bytes());
        if (code == Outcome.Code.DENIED) {
            add(described(AuditEvent.event(id(moment), id(moment), source(), outcome), Decision.Effect.DENY, moment));
            return;
        }
        AuditEvent intent =
                described(AuditEvent.intent(id(moment), id(moment), source()), Decision.Effect.ALLOW, moment);
        add(intent);
        if (fate < 0.999) {
            // some outcomes come in another batch than their intent
            Deque<Runnable> waiting = late.get(gateway);
            waiting.add(() -> add(intent.outcome(id(moment + micros / 1000), ++numbers[gateway], outcome)));
            while (!waiting.isEmpty() && random.nextInt(20) > 0) {
                waiting.poll().run();
            }
        }
    }

    private void add(AuditEvent event) {
        batches.get(gateway).add(event);
    }

    private AuditEvent rare(long moment, double fate) {
        if (fate < 0.0001) {
            return AuditEvent.event(id(moment), id(moment), source(), Outcome.of(Outcome.Code.SUCCESS))
                    .withActor(person(7))
                    .withRequest(request("definition.release"))
                    .withTarget(new Target("connector3", Target.Type.TOOL, "connector3_tool4", "tool4"));
        }
        if (fate < 0.0005) {
            return AuditEvent.event(
                            id(moment),
                            id(moment),
                            source(),
                            Outcome.of(Outcome.Code.SUCCESS).withCount(50))
                    .withActor(person(random.nextInt(5)))
                    .withRequest(request("audit.query"))
                    .withTarget(new Target("", Target.Type.RESOURCE, "/audit/records", ""));
        }
        return AuditEvent.coalesced(
                        id(moment),
                        id(moment),
                        source(),
                        Outcome.of(Outcome.Code.DENIED)
                                .withReason("UNAUTHENTICATED")
                                .withCount(1 + random.nextInt(30)))
                .withClient(new Client("", "", "203.0.113." + random.nextInt(50), "curl"));
    }

    private AuditEvent described(AuditEvent event, Decision.Effect effect, long moment) {
        int person = (int) (Math.pow(random.nextDouble(), 2) * PEOPLE);
        String connector = "connector" + (int) (Math.pow(random.nextDouble(), 2) * CONNECTORS);
        String tool = "tool" + random.nextInt(10);
        return event.withActor(person(person))
                .withClient(new Client(
                        "inspector", "1." + person % 7, "10.0." + person % 200 + "." + random.nextInt(250), "node"))
                .withRequest(request("tools/call"))
                .withTarget(new Target(connector, Target.Type.TOOL, connector + "_" + tool, tool))
                .withArguments(new Arguments(Arguments.Mode.NONE, "", hex(64), 42, 0))
                .withDecision(new Decision(
                        effect,
                        "engineering-all",
                        HexFormat.of().toHexDigits(moment / 864_000_000).repeat(4)));
    }

    private static Actor person(int number) {
        return Beside.actor("person" + number);
    }

    private Request request(String method) {
        return new Request(
                "http", "POST", "/mcp", "2026-07-28", method, Long.toString(numbers[gateway]), hex(32), hex(16), 311);
    }

    /** Up to 160 kB; one in a thousand up to 5 MB. */
    private long bytes() {
        return random.nextInt(1000) == 0 ? random.nextInt(5_000_000) : (long) Math.exp(random.nextDouble() * 12) + 1;
    }

    private Source source() {
        return new Source("gw-" + gateway, boots.get(gateway), ++numbers[gateway]);
    }

    private UUID id(long moment) {
        return new UUID(
                moment << 16 | 0x7000L | random.nextInt(1 << 12), random.nextLong() >>> 2 | 0x8000_0000_0000_0000L);
    }

    private String hex(int digits) {
        StringBuilder hex = new StringBuilder(digits);
        while (hex.length() < digits) {
            hex.append(HexFormat.of().toHexDigits(random.nextLong()));
        }
        return hex.toString();
    }

    /** Seven tenths of a day's calls come in twelve hours of it; what came later stays later. */
    private static long workingHour(long moment) {
        long hour = 3_600_000;
        long day = 24 * hour;
        double part = (double) (moment % day) / day;
        double warped = part < 0.15
                ? part / 0.15 * 7
                : part < 0.85 ? 7 + (part - 0.15) / 0.7 * 12 : 19 + (part - 0.85) / 0.15 * 5;
        return moment - moment % day + (long) (warped * hour);
    }
}
