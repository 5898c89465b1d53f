package dev.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** audit-service is killed under 50 calls a second: nothing without an intent, no outcome lost, recovery by itself. */
@ExtendWith(Suite.Extension.class)
class AuditOutageIT {
    private static final Pattern AUDIT_PID = Pattern.compile("(?m)^audit(?:-service)? .*\\bpid (\\d+)");

    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void nothingIsForwardedWithoutAnIntentAndNoOutcomeIsLost(Suite suite) throws Exception {
        ModernClient alice = suite.modernClient("alice");
        String run = "outage-" + Instant.now().toEpochMilli() + "-";
        String from = Instant.now().toString();
        ExecutorService callers = Executors.newFixedThreadPool(32);
        ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
        try {
            pace.scheduleAtFixedRate(() -> callers.execute(() -> call(alice, run)), 0, 20, TimeUnit.MILLISECONDS);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> count(200) >= 100);
            kill(suite);
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> count(503) >= 20);
            int before = count(200);
            Awaitility.await().atMost(Duration.ofSeconds(120)).until(() -> count(200) >= before + 100);
        } finally {
            pace.shutdownNow();
            callers.shutdown();
            assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        Set<String> effects = new HashSet<>(suite.ledger().marks());
        effects.removeIf(mark -> !mark.startsWith(run));

        AuditClient carol = suite.auditClient("carol");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> {
                    List<JsonNode> records = carol.all(Map.of("tool", "ledger_mark", "from", from, "limit", "500"));
                    Set<String> intents = marks(records, "intent", run);
                    Set<String> outcomes = marks(records, "outcome", run);
                    assertThat(intents).as("every effect has an intent").containsAll(effects);
                    assertThat(outcomes).as("every intent has its outcome").isEqualTo(intents);
                    assertThat(outcomes).as("every answer has its outcome").containsAll(answered);
                });
        System.out.printf(
                "audit-service killed under load: %d calls, by status %s, %d effects%n",
                sent.get(), statuses, effects.size());
        assertThat(statuses.keySet()).containsOnly(200, 503);
    }

    private void call(ModernClient alice, String run) {
        String mark = run + sent.incrementAndGet();
        ModernClient.Answer answer = alice.tool("ledger_mark", Map.of("mark", mark));
        statuses.computeIfAbsent(answer.status(), status -> new AtomicInteger()).incrementAndGet();
        if (answer.status() == 200) {
            answered.add(mark);
        }
    }

    private int count(int status) {
        return statuses.getOrDefault(status, new AtomicInteger()).get();
    }

    private static void kill(Suite suite) {
        String status = suite.launcher().run(Duration.ofSeconds(30), "status").output();
        Matcher pid = AUDIT_PID.matcher(status);
        assertThat(pid.find()).as(status).isTrue();
        ProcessHandle.of(Long.parseLong(pid.group(1))).orElseThrow().destroyForcibly();
    }

    private static Set<String> marks(List<JsonNode> records, String kind, String run) {
        Set<String> marks = new HashSet<>();
        for (JsonNode record : records) {
            String arguments = record.at("/event/arguments/json").asText();
            if (record.at("/event/kind").asText().equals(kind) && arguments.contains(run)) {
                marks.add(arguments.replaceAll(".*\"mark\":\"([^\"]*)\".*", "$1"));
            }
        }
        return marks;
    }
}
