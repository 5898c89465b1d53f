package dev.portolan.gateway.audit.journal;

import static org.awaitility.Awaitility.await;

import dev.portolan.audit.event.Actor;
import dev.portolan.audit.event.Arguments;
import dev.portolan.audit.event.Client;
import dev.portolan.audit.event.Decision;
import dev.portolan.audit.event.Outcome;
import dev.portolan.audit.event.Request;
import dev.portolan.audit.event.Target;
import dev.portolan.audit.event.UuidV7;
import dev.portolan.audit.event.seal.Commitment;
import dev.portolan.audit.event.seal.Disclosed;
import dev.portolan.audit.event.seal.Disclosure;
import dev.portolan.audit.event.seal.Identity;
import dev.portolan.gateway.audit.Entry;
import dev.portolan.gateway.audit.OpenIntent;
import dev.portolan.gateway.audit.SealedItems;
import dev.portolan.gateway.audit.durability.AuditLogWiring;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;

/** A log, the audit-service it talks to, and what tests ask of the two. */
public final class AuditLogFixture implements AutoCloseable {
    public static final Outcome SUCCESS = Outcome.of(Outcome.Code.SUCCESS);
    private static final SecureRandom SALTS = new SecureRandom();
    public static final Duration LONG = Duration.ofSeconds(30);

    static {
        // the machine that runs the tests may be busy
        Awaitility.setDefaultTimeout(LONG);
        // Mutiny is set up by the first who uses it, and does not bear two at once
        Uni.createFrom()
                .completionStage(CompletableFuture.completedFuture(LONG))
                .await()
                .indefinitely();
    }

    public final StubAuditService store = new StubAuditService();
    public final StubServiceTokens tokens = new StubServiceTokens();
    public final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    public final Vertx vertx = Vertx.vertx();
    public final JournalLog log;
    private final UuidV7 ids = new UuidV7(Clock.systemUTC());

    private AuditLogFixture(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of(
                "gateway.audit.deadline",
                "20s",
                "gateway.audit.sealing-key",
                SealedItems.key().toString()));
        all.putAll(settings);
        all.put("gateway.audit.url", store.url().toString());
        all.put("gateway.audit.gateway-id", "gw-1");
        log = AuditLogWiring.logOf(vertx, config(all), tokens, Clock.systemUTC(), metrics);
    }

    /** A log that is up, with these settings as key, value, key, value … */
    public static AuditLogFixture up(String... settings) {
        AuditLogFixture fixture = with(settings);
        fixture.start();
        return fixture;
    }

    /** A log that is not started. */
    public static AuditLogFixture with(String... settings) {
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            map.put("gateway.audit." + settings[i], settings[i + 1]);
        }
        return new AuditLogFixture(map);
    }

    public static AuditConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(AuditConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(AuditConfig.class);
    }

    public void start() {
        log.start();
        untilUp();
    }

    public void untilUp() {
        await().until(log::available);
    }

    /** Until audit-service has all that was accepted. */
    public void untilDelivered() {
        await().until(() -> gauge("gateway.audit.pending") == 0);
    }

    public double gauge(String name) {
        return metrics.get(name).gauge().value();
    }

    public Entry entry() {
        Identity alice =
                new Identity(Commitment.salt(SALTS), "f3a1", "alice", "https://idp.example", List.of("engineering"));
        Disclosed arguments = Disclosed.of(SALTS, "ab".repeat(32), "");
        return new Entry(
                ids.next(),
                new Actor(Actor.Type.USER, "cli", alice.commitment()),
                new Client("inspector", "1.2", "127.0.0.1", "node"),
                new Request(
                        "http",
                        "POST",
                        "/mcp",
                        "2026-07-28",
                        "tools/call",
                        "7",
                        "4b".repeat(16),
                        "00f067aa0ba902b7",
                        311),
                new Target("github", Target.Type.TOOL, "github_list_issues", "list_issues"),
                Arguments.digest(arguments.commitment(), 42),
                new Decision(Decision.Effect.ALLOW, "engineering-all", "cd".repeat(32)),
                new Disclosure(alice, arguments, null));
    }

    public static Outcome denied(String reason) {
        return Outcome.of(Outcome.Code.DENIED).withReason(reason);
    }

    /** Takes effect at once, so that it can be looked at later. */
    public CompletableFuture<OpenIntent> intend() {
        return log.intend(entry()).subscribeAsCompletionStage();
    }

    public OpenIntent admitted() {
        return log.intend(entry()).await().atMost(LONG);
    }

    public static <T> T get(Uni<T> uni) {
        return uni.await().atMost(LONG);
    }

    @Override
    public void close() {
        store.always(StubAuditService.Conduct.COMMIT);
        store.release();
        log.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        store.close();
    }
}
