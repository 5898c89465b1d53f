package dev.portolan.audit.report;

import static dev.portolan.audit.testing.Api.ingest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.AuditEvent;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Target;
import dev.portolan.audit.event.seal.Identity;
import dev.portolan.audit.testing.Beside;
import dev.portolan.audit.testing.RandomEvents;
import dev.portolan.audit.testing.StoredEvents;
import dev.portolan.audit.testing.Surroundings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Roll-ups are compared with what Java makes of the events that were sent. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class RollupTest {

    private static final Instant FEBRUARY = Instant.parse("2024-02-03T00:00:00Z");

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

        assertThat(
                        lines(
                                "SELECT to_char(hour AT TIME ZONE 'UTC', 'HH24') || '|' || coalesce(subject, '') || '|' || connector || '|'"
                                        + " || outcome || '|' || address, calls || ' ' || bytes_in || ' ' || bytes_out || ' ' ||"
                                        + " max_bytes_out FROM usage_hour LEFT JOIN people.subject ON subject_key = actor WHERE hour >= '2024-02-03Z' AND hour < '2024-02-04Z'"))
                .isEqualTo(usage(events));
        assertThat(lines(
                        "SELECT to_char(hour AT TIME ZONE 'UTC', 'HH24') || '|' || connector || '|' || bucket, calls::text"
                                + " FROM latency_hour WHERE connector LIKE 'rollup %'"))
                .isEqualTo(latencies(events));
        assertThat(
                        lines(
                                "SELECT subject || '|' || connector || '|' || target_type || '|' || target,"
                                        + " calls || ' ' || denied || ' ' || round(extract(epoch FROM first_at) * 1000) || ' ' ||"
                                        + " round(extract(epoch FROM last_at) * 1000) FROM pair_seen JOIN people.subject ON subject_key = actor WHERE connector LIKE 'rollup %'"))
                .isEqualTo(pairs(events));
        assertThat(lines("SELECT policy_digest, decisions::text FROM policy_seen WHERE left(policy_digest, 63) = '"
                        + RandomEvents.policy("rollup ", 0).substring(0, 63) + "'"))
                .isEqualTo(policies(events));
    }

    private Map<String, String> lines(String sql) {
        Map<String, String> lines = new HashMap<>();
        stored.rows(sql).forEach(row -> lines.put((String) row.get(0), (String) row.get(1)));
        return lines;
    }

    private static Map<String, String> usage(List<AuditEvent> events) {
        Map<String, long[]> usage = new HashMap<>();
        for (AuditEvent event : events) {
            if (event.kind() != AuditEvent.Kind.INTENT) {
                String address = event.actor().type() == Actor.Type.ANONYMOUS
                        ? event.client().address()
                        : "";
                String key = String.join(
                        "|",
                        hour(event),
                        subject(event),
                        event.target().connector(),
                        word(event.outcome().code()),
                        address);
                long[] sums = usage.computeIfAbsent(key, none -> new long[4]);
                sums[0] += calls(event);
                sums[1] += event.request().bytesIn();
                sums[2] += event.outcome().bytesOut();
                sums[3] = Math.max(sums[3], event.outcome().bytesOut());
            }
        }
        return texts(usage);
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
                String key = hour(event) + "|" + event.target().connector() + "|" + bucket;
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
                    && !subject(event).isEmpty()
                    && (target.type() == Target.Type.TOOL || target.type() == Target.Type.PROMPT);
            if (kept) {
                String name =
                        target.name().substring(0, Math.min(128, target.name().length()));
                String key = String.join("|", subject(event), target.connector(), word(target.type()), name);
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

    private static String subject(AuditEvent event) {
        return Beside.who(event).map(Identity::subject).orElse("");
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
}
