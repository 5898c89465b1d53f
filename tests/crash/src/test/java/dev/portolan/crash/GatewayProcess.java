package dev.portolan.crash;

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
import dev.portolan.audit.event.seal.Sealer;
import dev.portolan.audit.spool.disk.Directory;
import dev.portolan.audit.spool.disk.Disk;
import dev.portolan.gateway.audit.AuditLog;
import dev.portolan.gateway.audit.Entry;
import dev.portolan.gateway.audit.OpenIntent;
import dev.portolan.gateway.audit.ingest.IngestClient;
import dev.portolan.gateway.audit.journal.AuditConfig;
import dev.portolan.gateway.audit.journal.AuditMetrics;
import dev.portolan.gateway.audit.journal.JournalLog;
import dev.portolan.gateway.audit.journal.Numbers;
import dev.portolan.gateway.audit.local.SpoolDirectory;
import dev.portolan.gateway.audit.local.SpoolStore;
import dev.portolan.gateway.credential.ServiceTokens;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A gateway reduced to its audit trail, all of which is the real one: log, spool, delivery. In front of it a line is a
 * call, behind it a line is what reaches the connector. Its order is the gateway's: intent, connector, outcome, answer.
 *
 * <p>Arguments: spool directory, address of audit-service, port of the connector, file of the key to seal with, then
 * its {@link Life}.
 */
final class GatewayProcess {
    private static final SecureRandom SALTS = new SecureRandom();
    private static final Identity ALICE =
            new Identity(Commitment.salt(SALTS), "f3a1", "alice", "https://idp.example", List.of("engineering"));

    private final Vertx vertx =
            Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final AuditLog log;
    private final NetClient connectors = vertx.createNetClient();
    private final int connector;
    private final UuidV7 ids;

    private GatewayProcess(String[] arguments) throws IOException {
        Life life = Life.of(arguments, 4);
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(life.clock()));
        ids = new UuidV7(clock);
        connector = Integer.parseInt(arguments[2]);
        AuditConfig config = Wired.config(
                AuditConfig.class,
                Map.of(
                        "gateway.audit.durability", "local",
                        "gateway.audit.spool.directory", arguments[0],
                        "gateway.audit.spool.segment", "1M",
                        "gateway.audit.spool.budget", "1G",
                        "gateway.audit.probe-interval", "20ms",
                        "gateway.audit.url", arguments[1]));
        Context context = VertxContext.getRootContext(vertx.getOrCreateContext());
        UUID boot = UUID.randomUUID();
        AuditMetrics counted = new AuditMetrics(metrics);
        IngestClient ingest = new IngestClient(vertx, context, config, new Tokens());
        SpoolStore store =
                SpoolDirectory.on(disk(life, Path.of(arguments[0])), context, config, boot, ingest, counted, metrics);
        Numbers numbers = new Numbers("gw-1", boot, ids, Sealer.to(Files.readString(Path.of(arguments[3]))));
        JournalLog journal = new JournalLog(context, config, store, numbers, counted, clock);
        journal.start();
        log = journal;
    }

    public static void main(String[] arguments) {
        try {
            new GatewayProcess(arguments).listen();
        } catch (IOException refused) {
            System.err.println("not up: " + refused.getMessage());
            Runtime.getRuntime().halt(CrashPoint.NOT_UP);
        }
    }

    private static Disk disk(Life life, Path path) throws IOException {
        Directory real = Directory.open(path);
        if (life.disk() == Life.DiskKind.PLAIN) {
            CrashPoint.choose(life.point(), life.nth(), () -> {});
            return new PointedDisk(real);
        }
        ForgetfulDisk disk = new ForgetfulDisk(real, life.disk(), life.seed());
        CrashPoint.choose(life.point(), life.nth(), disk::fail);
        return new PointedDisk(disk);
    }

    private void listen() {
        vertx.createNetServer()
                .connectHandler(client -> client.handler(RecordParser.newDelimited(
                        "\n",
                        line -> received(
                                client, line.toString(StandardCharsets.UTF_8).split(" ")))))
                .listen(0, "127.0.0.1")
                .onSuccess(server -> System.out.println("up " + server.actualPort()));
    }

    private void received(NetSocket client, String[] words) {
        if (words[0].equals("status")) {
            say(client, "status " + gauge("lag") + " " + gauge("open"));
        } else {
            log.intend(entry(words[1]))
                    .subscribe()
                    .with(intent -> admitted(client, words[1], intent), refused -> say(client, "refused " + words[1]));
        }
    }

    private void admitted(NetSocket client, String mark, OpenIntent intent) {
        CrashPoint.ADMITTED_NOT_SENT.reached();
        connectors
                .connect(connector, "127.0.0.1")
                .onFailure(gone -> intent.close(Outcome.of(Outcome.Code.UPSTREAM_ERROR))
                        .subscribe()
                        .with(done -> say(client, "refused " + mark), failed -> say(client, "refused " + mark)))
                .onSuccess(upstream -> {
                    upstream.handler(RecordParser.newDelimited(
                            "\n",
                            line -> heard(client, upstream, mark, intent, line.toString(StandardCharsets.UTF_8))));
                    upstream.write(mark + "\n").onSuccess(sent -> CrashPoint.IN_FLIGHT.reached());
                });
    }

    private void heard(NetSocket client, NetSocket upstream, String mark, OpenIntent intent, String line) {
        String[] words = line.split(" ", 2);
        if (words[0].equals("part")) {
            client.write("part " + mark + "\n").onSuccess(passed -> CrashPoint.MID_STREAM.reached());
            return;
        }
        upstream.close();
        CrashPoint.ANSWERED_NOT_RECORDED.reached();
        Disclosed result = Ledgers.result(words[1]);
        intent.close(
                        Outcome.of(Outcome.Code.SUCCESS)
                                .withStatus(200, 0)
                                .withBody(words[1].length(), result.commitment(), Outcome.Payload.DIGEST),
                        result)
                .subscribe()
                .with(
                        recorded -> {
                            CrashPoint.RECORDED_NOT_TOLD.reached();
                            client.write("answer " + mark + " " + words[1] + "\n")
                                    .onSuccess(told -> CrashPoint.TOLD.reached());
                        },
                        withheld -> say(client, "refused " + mark));
    }

    private Entry entry(String mark) {
        Disclosed arguments = Disclosed.of(SALTS, "ab".repeat(32), "");
        return new Entry(
                ids.next(),
                new Actor(Actor.Type.USER, "cli", ALICE.commitment()),
                new Client("ledger", "1", "127.0.0.1", ""),
                new Request("http", "POST", "/mcp", "2026-07-28", "tools/call", mark, "", "", 42),
                new Target("ledger", Target.Type.TOOL, "ledger_mark", "mark"),
                Arguments.digest(arguments.commitment(), 42),
                new Decision(Decision.Effect.ALLOW, "all", "cd".repeat(32)),
                new Disclosure(ALICE, arguments, null));
    }

    private int gauge(String name) {
        return (int) metrics.get("gateway.audit.spool." + name).gauge().value();
    }

    private static void say(NetSocket client, String line) {
        client.write(line + "\n");
    }

    /** Asked for before each delivery. */
    private static final class Tokens implements ServiceTokens {
        @Override
        public Uni<String> bearer(String scope) {
            CrashPoint.BEFORE_DELIVERY.reached();
            return Uni.createFrom().item("token");
        }

        @Override
        public void invalidate(String scope) {}
    }
}
