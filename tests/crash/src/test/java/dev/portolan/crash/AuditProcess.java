package dev.portolan.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portolan.audit.ingest.IngestEndpoint;
import dev.portolan.audit.people.keys.KeyEncryption;
import dev.portolan.audit.problem.Refused;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * An audit-service reduced to what is written: ingest, ledger and signer are the real ones, on a real PostgreSQL.
 *
 * <p>Arguments: address of the database, directory of the keys and the signer's memory, whether transactions are kept,
 * then its {@link Life}.
 */
final class AuditProcess {
    private final IngestEndpoint ingest;
    private final Object signer;
    private final Method attempt;

    private AuditProcess(String[] arguments) throws SQLException, ReflectiveOperationException {
        boolean transactions = Boolean.parseBoolean(arguments[2]);
        Life life = Life.of(arguments, 3);
        CrashPoint.choose(life.point(), life.nth(), () -> {});
        Wired service = parts(Path.of(arguments[1]), PointedDatabase.of(arguments[0], transactions));
        ingest = service.part(IngestEndpoint.class);
        signer = service.part("dev.portolan.audit.evidence.Signer");
        attempt = signer.getClass().getDeclaredMethod("attempt");
        attempt.setAccessible(true);
    }

    /** The parts of an audit-service with its keys in this directory. */
    static Wired parts(Path work, AgroalDataSource database) {
        Wired service = new Wired(Map.of(
                        "audit.payload.sealing-keys",
                        PayloadKeys.secret(work).toString(),
                        "audit.payload.key-encryption-keys",
                        PayloadKeys.wrapping(work).toString(),
                        "audit.tlog.key-files",
                        work + "/log.key",
                        "audit.tlog.make-key",
                        "true",
                        "audit.tlog.memory",
                        work + "/last-checkpoint"))
                .with(AgroalDataSource.class, database);
        service.with(KeyEncryption.class, (KeyEncryption) service.part("dev.portolan.audit.people.keys.KeyFiles"));
        return service;
    }

    public static void main(String[] arguments) throws IOException, SQLException, ReflectiveOperationException {
        new AuditProcess(arguments).listen();
    }

    private void listen() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
        server.setExecutor(Executors.newFixedThreadPool(4));
        server.createContext("/ingest", this::take);
        server.start();
        Executors.newSingleThreadScheduledExecutor().scheduleWithFixedDelay(this::sign, 20, 20, TimeUnit.MILLISECONDS);
        System.out.println("up " + server.getAddress().getPort());
    }

    private void take(HttpExchange exchange) throws IOException {
        int status = 500;
        String answer = "";
        try {
            answer = ingest.ingest(
                            exchange.getRequestHeaders().getFirst("Portolan-Audit-Head"), exchange.getRequestBody())
                    .toString();
            status = 200;
        } catch (Refused refused) {
            status = refused.problem().status();
            answer = refused.problem().detail();
        } catch (RuntimeException | AssertionError broken) {
            // the driver asserts what only a killed connection breaks
            answer = broken.toString();
        }
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
        if (status == 200) {
            CrashPoint.ANSWERED.reached();
        }
    }

    private void sign() {
        try {
            attempt.invoke(signer);
        } catch (IllegalAccessException | InvocationTargetException e) {
            System.err.println("not signed: " + e.getCause());
        }
    }
}
