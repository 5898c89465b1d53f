package dev.portolan.crash;

import static org.awaitility.Awaitility.await;

import dev.portolan.audit.ingest.IngestEndpoint;
import dev.portolan.audit.problem.Refused;
import io.agroal.api.AgroalDataSource;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gateway, audit-service and database of one run, with the ledgers at both ends. */
final class Suite implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final SharedClasses classes;
    private final Path work;
    private String database;
    private final Link link = new Link();
    private final Ledgers ledgers = new Ledgers();
    private final Queue<Child> children = new ConcurrentLinkedQueue<>();
    private final List<Neighbour> neighbours = new ArrayList<>();
    private @Nullable AgroalDataSource replica;

    Suite(Postgres postgres, SharedClasses classes, Path work) throws IOException, SQLException {
        this.classes = classes;
        this.work = Files.createDirectories(work);
        PayloadKeys.make(work);
        this.database = postgres.newDatabase();
    }

    Ledgers ledgers() {
        return ledgers;
    }

    Link link() {
        return link;
    }

    /** A gateway, which calls go to as soon as it is up. */
    Child gateway(Life life) throws IOException {
        Child gateway = Child.start(
                classes,
                GatewayProcess.class,
                life,
                complaints("gateway"),
                List.of(
                        work.resolve("spool").toString(),
                        link.url(),
                        Integer.toString(ledgers.port()),
                        PayloadKeys.open(work).toString()));
        children.add(gateway);
        ledgers.gateway(gateway.port());
        return gateway;
    }

    /** An audit-service, which batches go to as soon as it is up. */
    Child audit(Life life, boolean transactions) throws IOException {
        Child audit = Child.start(
                classes,
                AuditProcess.class,
                life,
                complaints("audit"),
                List.of(database, work.toString(), Boolean.toString(transactions)));
        children.add(audit);
        link.leadTo(audit.port());
        return audit;
    }

    /**
     * Two more gateways: one delivers to the audit-service that the first delivers to, the other to a second replica
     * on the same database, which nobody ends.
     */
    void neighbours() throws SQLException {
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        neighbours.add(new Neighbour(batch -> {
            HttpRequest request = HttpRequest.newBuilder(URI.create(link.url() + "/ingest"))
                    .timeout(LONG)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(batch))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        }));
        replica = PointedDatabase.of(database, true);
        IngestEndpoint ingest = AuditProcess.parts(work, replica).part(IngestEndpoint.class);
        neighbours.add(new Neighbour(batch -> {
            try {
                ingest.ingest(null, new ByteArrayInputStream(batch));
                return true;
            } catch (Refused | AssertionError broken) {
                return false; // the driver asserts what only a killed connection breaks
            }
        }));
    }

    /** Their boots, each with the number up to which its records were taken. */
    private Map<String, Long> taken() {
        return neighbours.stream().collect(Collectors.toMap(each -> each.boot().toString(), Neighbour::taken));
    }

    private File complaints(String part) {
        return work.resolve(part + ".log").toFile();
    }

    /** Lives once in peace, so that the archives of classes are made. */
    void rehearse() throws IOException, InterruptedException {
        Child gateway = gateway(Life.QUIET);
        Child audit = audit(Life.QUIET, true);
        await().atMost(LONG).until(() -> ledgers.answered().size() >= 100);
        settle();
        gateway.end();
        audit.end();
    }

    /** No more calls: until all that is in the spool is in the log, and that is signed. */
    void settle() throws InterruptedException {
        ledgers.stop();
        for (Neighbour neighbour : neighbours) {
            neighbour.close();
        }
        int port = ledgers.lastGateway();
        await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(() -> status(port)
                .equals("status 0 0"));
        await().atMost(LONG).pollInterval(Duration.ofMillis(50)).until(invariants()::isSigned);
    }

    String database() {
        return database;
    }

    /** The next audit-service has this database. */
    void database(String url) {
        database = url;
    }

    Path work() {
        return work;
    }

    /** Of what is there at this moment. */
    Invariants invariants() {
        return new Invariants(database, work, ledgers.answered(), ledgers.effects(), taken());
    }

    private static String status(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.getOutputStream().write("status\n".getBytes(StandardCharsets.US_ASCII));
            return in.readLine();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (Child child : children) {
            child.kill();
        }
        for (Neighbour neighbour : neighbours) {
            neighbour.close();
        }
        if (replica != null) {
            replica.close();
        }
        ledgers.close();
        link.close();
    }
}
