package dev.portolan.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
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

/** 50 calls a second that leave marks at the ledger connector, and what their callers were told. */
final class LedgerLoad implements AutoCloseable {
    /** In the place of a status: the connection broke. */
    static final int BROKEN = 0;

    private final ModernClient client;
    private final String from = Instant.now().toString();
    private final String run = "load-" + Instant.now().toEpochMilli() + "-";
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final ExecutorService callers = Executors.newFixedThreadPool(32);
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();

    LedgerLoad(ModernClient client) {
        this.client = client;
        pace.scheduleAtFixedRate(() -> callers.execute(this::call), 0, 20, TimeUnit.MILLISECONDS);
    }

    private void call() {
        String mark = run + sent.incrementAndGet();
        int status = BROKEN;
        try {
            ModernClient.Answer answer =
                    client.ask(mark, "tools/call", Map.of("name", "ledger_mark", "arguments", Map.of("mark", mark)));
            status = answer.status();
            if (answer.message().has("result")) {
                answered.add(mark);
            }
        } catch (UncheckedIOException broken) {
            // counted below
        }
        statuses.computeIfAbsent(status, first -> new AtomicInteger()).incrementAndGet();
    }

    int count(int status) {
        return statuses.getOrDefault(status, new AtomicInteger()).get();
    }

    /** Marks whose calls were answered. */
    Set<String> answered() {
        return answered;
    }

    Set<Integer> statuses() {
        return statuses.keySet();
    }

    /** Of those that are left at the connector, the ones of this load. */
    Set<String> effects(Suite suite) {
        Set<String> effects = new HashSet<>(suite.ledger().marks());
        effects.removeIf(mark -> !mark.startsWith(run));
        return effects;
    }

    /** What is on record of it. */
    List<JsonNode> records(AuditClient auditor) {
        return auditor.all(Map.of("tool", "ledger_mark", "from", from, "limit", "500")).stream()
                .filter(record -> !mark(record).isEmpty())
                .toList();
    }

    /** The mark a record is about; empty if it is of another load. */
    String mark(JsonNode record) {
        // what was sent is not on record for everyone; the mark is the id of the request, too
        String id = record.at("/event/request/jsonrpc_id").asText().replace("\"", "");
        return id.startsWith(run) ? id : "";
    }

    /** Kills a part of the suite as the operating system would. */
    static void kill(Suite suite, String part) {
        String status = suite.launcher().run(Duration.ofSeconds(30), "status").output();
        Matcher pid = Pattern.compile("(?m)^" + part + " .*\\bpid (\\d+)").matcher(status);
        assertThat(pid.find()).as(status).isTrue();
        ProcessHandle.of(Long.parseLong(pid.group(1))).orElseThrow().destroyForcibly();
    }

    /** No more calls; returns when the last is answered. */
    @Override
    public void close() {
        pace.shutdownNow();
        callers.shutdown();
        try {
            assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return sent.get() + " calls, by status " + statuses;
    }
}
