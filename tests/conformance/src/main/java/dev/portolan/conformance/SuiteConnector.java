package dev.portolan.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portolan.conformance.call.Announcements;
import dev.portolan.conformance.call.Identity;
import dev.portolan.conformance.feature.Features;
import dev.portolan.conformance.http.Exchange;
import dev.portolan.conformance.http.LoopbackOnly;
import dev.portolan.conformance.legacy.LegacyFace;
import dev.portolan.conformance.modern.ModernFace;
import dev.portolan.conformance.question.Questions;
import dev.portolan.conformance.question.RequestState;
import dev.portolan.conformance.task.TaskTools;
import dev.portolan.conformance.task.Tasks;
import dev.portolan.conformance.tool.SuiteTools;
import dev.portolan.conformance.tool.Tools;
import dev.portolan.mcp.Ingress;
import dev.portolan.mcp.JsonLimits;
import dev.portolan.mcp.Message;
import dev.portolan.mcp.ProtocolError;
import dev.portolan.mcp.Revision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The fixture as a running server on the loopback interface: {@code /mcp} with both eras on one address, and
 * {@code /legacy/mcp} where nobody has heard of the newer one.
 */
public final class SuiteConnector implements AutoCloseable {
    private static final Identity IDENTITY = new Identity(
            "suite", List.of(Revision.V2026_07_28, Revision.V2025_11_25, Revision.V2025_06_18, Revision.V2025_03_26));
    private static final int BACKLOG = 64;
    private static final int MOST_REQUESTS = 256;
    private static final long KEEP_ALIVE_SECONDS = 5;

    private final ExecutorService requests =
            new ThreadPoolExecutor(0, MOST_REQUESTS, 30, TimeUnit.SECONDS, new SynchronousQueue<>());
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(2);
    private final Ingress ingress;
    private final ModernFace modern;
    private final LegacyFace legacy;
    private final HttpServer server;

    private SuiteConnector(int port, Clock clock) throws IOException {
        ingress = new Ingress(IDENTITY.revisions());
        Announcements announcements = new Announcements();
        Questions questions = new Questions();
        RequestState states = new RequestState(clock);
        Tasks tasks = new Tasks(clock, later);
        Tools tools = SuiteTools.all(announcements, questions, states);
        Tools withTasks = tools.and(TaskTools.all(tasks, questions, states));
        Features newest = Features.modern(withTasks, questions, announcements);
        modern = new ModernFace(IDENTITY, newest, withTasks, tasks, announcements);
        legacy = new LegacyFace(IDENTITY, Features.legacy(tools, questions, announcements), announcements);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
    }

    /**
     * Starts it.
     *
     * @param port where to listen; 0 takes any free one
     */
    public static SuiteConnector start(int port, Clock clock) {
        // Else every event waits for the acknowledgement of the one before.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            SuiteConnector connector = new SuiteConnector(port, clock);
            connector.begin();
            return connector;
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " cannot be listened on", e);
        }
    }

    private void begin() {
        server.setExecutor(requests);
        server.createContext("/mcp", http -> serve(http, this::post));
        server.createContext("/legacy/mcp", http -> serve(http, this::postLegacy));
        var unused =
                later.scheduleAtFixedRate(this::keepAlive, KEEP_ALIVE_SECONDS, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS);
        server.start();
    }

    /** Where it listens. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/mcp";
    }

    /** Where it is a server of the older era only. */
    public String legacyUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/legacy/mcp";
    }

    @Override
    public void close() {
        modern.close();
        legacy.close();
        server.stop(0);
        later.shutdownNow();
        requests.shutdownNow();
    }

    private void keepAlive() {
        modern.keepAlive();
        legacy.keepAlive();
    }

    private interface Post {
        void answer(Exchange exchange, byte[] body) throws IOException;
    }

    private void serve(HttpExchange http, Post post) throws IOException {
        Exchange exchange = new Exchange(http);
        byte[] body = exchange.body();
        try {
            if (!LoopbackOnly.admits(exchange)) {
                exchange.empty(403);
                return;
            }
            switch (exchange.method()) {
                case "POST" -> post.answer(exchange, body);
                case "GET" -> legacy.get(exchange);
                case "DELETE" -> legacy.delete(exchange);
                default -> {
                    exchange.answerHeader("Allow", "GET, POST, DELETE");
                    exchange.empty(405);
                }
            }
        } catch (ProtocolError fault) {
            exchange.json(fault.httpStatus(), fault.response());
        }
    }

    private void post(Exchange exchange, byte[] body) {
        Message message = Message.read(body, JsonLimits.DEFAULT);
        Optional<Revision> revision = ingress.revisionOf(message, exchange::header);
        if (revision.filter(Revision::isModern).isPresent()) {
            modern.answer(exchange, message);
        } else {
            legacy.post(exchange, message);
        }
    }

    private void postLegacy(Exchange exchange, byte[] body) throws IOException {
        legacy.post(exchange, Message.read(body, JsonLimits.DEFAULT));
    }
}
