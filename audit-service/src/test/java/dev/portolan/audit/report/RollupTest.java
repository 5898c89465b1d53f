package dev.portolan.audit.report;

import static dev.portolan.audit.testing.Api.ingest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Target;
import dev.portolan.audit.event.seal.Identity;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.Events;
import dev.portolan.audit.testing.RandomEvents;
import dev.portolan.audit.testing.StoredEvents;
import dev.portolan.audit.testing.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Roll-ups are compared with what Java makes of the events that were sent. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RollupTest {

    private static final Instant FEBRUARY = Instant.parse("2024-02-03T00:00:00Z");

    private static final String HOUR = "to_char(hour AT TIME ZONE 'UTC', 'HH24')";
    private static final String THAT_DAY = "hour >= '2024-02-03Z' AND hour < '2024-02-04Z'";

    @Inject
    StoredEvents stored;

    /** Four gateways deliver overlapping batches at once, some of them twice; each record counts once. */
    @Test
    void rollupsEqualARecomputationFromTheRows() throws Exception {
        RandomEvents source = new RandomEvents(4, "rollup ", FEBRUARY, 8 * 3600);
        List<AuditEvent> events = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            events.add(source.next());
        }
        Random random = new Random(5);
        ExecutorService gateways = Executors.newFixedThreadPool(4);
        List<Future<?>> deliveries = new ArrayList<>();
        for (int gateway = 0; gateway < 4; gateway++) {
            List<AuditEvent> mine = new ArrayList<>(events);
            Collections.shuffle(mine, random);
            for (int from = 0; from < mine.size(); from += 75) {
                AuditEvent[] batch = mine.subList(from, from + 75).toArray(AuditEvent[]::new);
                deliveries.add(gateways.submit(() -> ingest(batch).then().statusCode(200)));
            }
        }
        for (Future<?> delivery : deliveries) {
            delivery.get();
        }
        gateways.shutdown();

        assertThat(lines(
                        "SELECT connector, calls || ' ' || denied || ' ' || failed || ' ' || bytes_in || ' ' || bytes_out"
                                + " FROM usage_day WHERE day = '2024-02-03'"))
                .isEqualTo(usage(events));
        assertThat(lines("SELECT connector || '|' || bucket, calls::text FROM latency_day WHERE day = '2024-02-03'"))
                .isEqualTo(latencies(events));
        assertThat(lines(
                        "SELECT connector || '|' || subject, '' FROM user_day JOIN people.subject ON subject_key = actor"
                                + " WHERE day = '2024-02-03'"))
                .isEqualTo(texts(sums(
                        events, RollupTest::isUse, each -> new long[0], List.of(RollupTest::connector, subject()))));
        assertThat(lines("SELECT " + HOUR + " || '|' || subject, calls || ' ' || bytes_out || ' ' || max_bytes_out"
                        + " FROM person_hour JOIN people.subject ON subject_key = actor WHERE " + THAT_DAY))
                .isEqualTo(hours(events));
        assertThat(lines("SELECT " + HOUR + " || '|' || subject || '|' || connector, calls::text FROM denied_hour"
                        + " JOIN people.subject ON subject_key = actor WHERE " + THAT_DAY))
                .isEqualTo(texts(sums(
                        events,
                        event -> isDenied(event) && !subjectOf(event).isEmpty(),
                        event -> new long[] {calls(event)},
                        List.of(RollupTest::hour, subject(), RollupTest::connector))));
        assertThat(lines("SELECT " + HOUR + " || '|' || address, calls::text FROM stranger_hour WHERE " + THAT_DAY))
                .isEqualTo(texts(sums(
                        events,
                        event -> isDenied(event) && subjectOf(event).isEmpty(),
                        event -> new long[] {calls(event)},
                        List.of(RollupTest::hour, event -> event.client().address()))));
        assertThat(lines("SELECT subject || '|' || connector || '|' || target_type || '|' || target,"
                        + " calls || ' ' || denied || ' ' || round(extract(epoch FROM first_at) * 1000) || ' ' ||"
                        + " round(extract(epoch FROM last_at) * 1000) FROM pair_seen JOIN people.subject ON subject_key = actor"
                        + " WHERE connector LIKE 'rollup %'"))
                .isEqualTo(pairs(events));
        assertThat(lines("SELECT subject || '|' || connector || '|' || target_type || '|' || target,"
                        + " calls || ' ' || denied || ' ' || round(extract(epoch FROM first_at) * 1000) || ' ' ||"
                        + " round(extract(epoch FROM last_at) * 1000) FROM tool_day JOIN people.subject ON subject_key = actor"
                        + " WHERE day = '2024-02-03'"))
                .isEqualTo(pairs(events));
        assertThat(lines("SELECT name, subject FROM people.subject WHERE subject LIKE 'rollup %'"))
                .allSatisfy((name, subject) -> assertThat(subject).isEqualTo(name + "-sub"))
                .hasSize(5);
        assertThat(lines("SELECT policy_digest, decisions::text FROM policy_seen WHERE left(policy_digest, 63) = '"
                        + RandomEvents.policy("rollup ", 0).substring(0, 63) + "'"))
                .isEqualTo(policies(events));
        assertThat(lines("SELECT records || ' ' || ended, (SELECT count(*) FROM audit_event AS e WHERE e.log = l.log"
                        + " AND e.leaf_index >= first_leaf AND e.leaf_index <= last_leaf AND e.occurred_at >= '2024-02-03Z'"
                        + " AND e.occurred_at < '2024-02-04Z')::text FROM leaf_day AS l WHERE day = '2024-02-03'"))
                .containsExactly(Map.entry(
                        "600 " + events.stream().filter(RollupTest::isEnd).count(), "600"));
    }

    /** Outcomes may come first, twice, or in another batch. */
    @Test
    void anIntentIsOpenUntilItsOutcomeIsThere() {
        AuditEvent open = Events.intent("stays open");
        AuditEvent ended = Events.intent("ends later");
        AuditEvent late = Events.intent("comes after its outcome");
        AuditEvent atOnce = Events.intent("ends in its batch");
        ingest(open, ended, atOnce, Events.success(atOnce)).then().statusCode(200);
        assertThat(open(open, ended, atOnce)).containsExactlyInAnyOrder(open, ended);

        AuditEvent end = Events.success(ended);
        ingest(end, Events.outcomeElsewhere(late)).then().statusCode(200);
        ingest(end, late).then().statusCode(200);

        assertThat(open(open, ended, late, atOnce)).containsExactly(open);
    }

    private List<AuditEvent> open(AuditEvent... events) {
        List<Object> calls = stored.rows("SELECT call_id FROM open_intent").stream()
                .map(row -> row.get(0))
                .toList();
        return List.of(events).stream()
                .filter(event -> calls.contains(event.callId()))
                .toList();
    }

    private Map<String, String> lines(String sql) {
        Map<String, String> lines = new HashMap<>();
        stored.rows(sql).forEach(row -> lines.put((String) row.get(0), (String) row.get(1)));
        return lines;
    }

    private static Map<String, String> usage(List<AuditEvent> events) {
        return texts(sums(
                events,
                event -> isEnd(event) && !connector(event).isEmpty(),
                event -> new long[] {
                    calls(event),
                    isDenied(event) ? calls(event) : 0,
                    isDenied(event) || event.outcome().code() == Outcome.Code.SUCCESS ? 0 : calls(event),
                    event.request().bytesIn(),
                    event.outcome().bytesOut()
                },
                List.of(RollupTest::connector)));
    }

    private static Map<String, String> hours(List<AuditEvent> events) {
        Map<String, long[]> hours = sums(
                events,
                RollupTest::isUse,
                event -> new long[] {calls(event), event.outcome().bytesOut(), 0},
                List.of(RollupTest::hour, subject()));
        events.stream()
                .filter(RollupTest::isUse)
                .forEach(event -> hours.computeIfPresent(hour(event) + "|" + subjectOf(event), (key, sums) -> {
                    sums[2] = Math.max(sums[2], event.outcome().bytesOut());
                    return sums;
                }));
        return texts(hours);
    }

    private static Map<String, long[]> sums(
            List<AuditEvent> events,
            Predicate<AuditEvent> kept,
            Function<AuditEvent, long[]> numbers,
            List<Function<AuditEvent, String>> keys) {
        Map<String, long[]> sums = new HashMap<>();
        events.stream()
                .filter(kept)
                .forEach(event -> sums.merge(
                        keys.stream().map(key -> key.apply(event)).collect(Collectors.joining("|")),
                        numbers.apply(event),
                        (left, right) -> {
                            Arrays.setAll(left, i -> left[i] + right[i]);
                            return left;
                        }));
        return sums;
    }

    private static boolean isEnd(AuditEvent event) {
        return event.kind() != AuditEvent.Kind.INTENT;
    }

    private static boolean isUse(AuditEvent event) {
        return isEnd(event) && !connector(event).isEmpty() && !subjectOf(event).isEmpty();
    }

    private static boolean isDenied(AuditEvent event) {
        return event.outcome().code() == Outcome.Code.DENIED;
    }

    private static String connector(AuditEvent event) {
        return event.target().connector();
    }

    private static Function<AuditEvent, String> subject() {
        return RollupTest::subjectOf;
    }

    private static Map<String, String> latencies(List<AuditEvent> events) {
        Map<String, long[]> latencies = new HashMap<>();
        for (AuditEvent event : events) {
            long micros = event.outcome().latencyMicros();
            if (event.kind() != AuditEvent.Kind.INTENT
                    && micros > 0
                    && !event.target().connector().isEmpty()) {
                int bucket = 0;
                while (Math.pow(2, bucket / 4.0) < micros) {
                    bucket++;
                }
                String key = event.target().connector() + "|" + bucket;
                latencies.computeIfAbsent(key, none -> new long[1])[0] += calls(event);
            }
        }
        return texts(latencies);
    }

    private static Map<String, String> pairs(List<AuditEvent> events) {
        Map<String, long[]> pairs = new HashMap<>();
        for (AuditEvent event : events) {
            Target target = event.target();
            boolean kept = event.kind() != AuditEvent.Kind.INTENT
                    && !target.connector().isEmpty()
                    && !subjectOf(event).isEmpty()
                    && (target.type() == Target.Type.TOOL || target.type() == Target.Type.PROMPT);
            if (kept) {
                String name =
                        target.name().substring(0, Math.min(128, target.name().length()));
                String key = String.join("|", subjectOf(event), target.connector(), word(target.type()), name);
                long at = event.occurredAt().toEpochMilli();
                long[] sums = pairs.computeIfAbsent(key, none -> new long[] {0, 0, at, at});
                sums[0] += calls(event);
                sums[1] += event.outcome().code() == Outcome.Code.DENIED ? calls(event) : 0;
                sums[2] = Math.min(sums[2], at);
                sums[3] = Math.max(sums[3], at);
            }
        }
        return texts(pairs);
    }

    private static Map<String, String> policies(List<AuditEvent> events) {
        Map<String, long[]> policies = new HashMap<>();
        for (AuditEvent event : events) {
            if (event.kind() != AuditEvent.Kind.INTENT
                    && !event.decision().policyDigest().isEmpty()) {
                policies.computeIfAbsent(event.decision().policyDigest(), none -> new long[1])[0]++;
            }
        }
        return texts(policies);
    }

    private static long calls(AuditEvent event) {
        boolean many =
                event.kind() == AuditEvent.Kind.COALESCED && event.outcome().count() > 0;
        return many ? event.outcome().count() : 1;
    }

    private static String hour(AuditEvent event) {
        return event.occurredAt().truncatedTo(ChronoUnit.HOURS).toString().substring(11, 13);
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> texts(Map<String, long[]> sums) {
        Map<String, String> texts = new HashMap<>();
        sums.forEach((key, numbers) -> texts.put(
                key,
                String.join(
                        " ",
                        java.util.Arrays.stream(numbers)
                                .mapToObj(Long::toString)
                                .toList())));
        return texts;
    }

    private static String subjectOf(AuditEvent event) {
        return Beside.who(event).map(Identity::subject).orElse("");
    }
}
