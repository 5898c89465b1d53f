package dev.portolan.standin.github;

import com.sun.net.httpserver.HttpServer;
import dev.portolan.standin.github.route.Routes;
import dev.portolan.standin.github.world.SeededWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A running stand-in: an HTTP server with a world of its own that forgets everything when it closes. Credentials: none
 * reads; a token that begins with {@code invalid} is refused; any other token reads, writes and searches code.
 */
public final class GitHubStandIn implements AutoCloseable {

    private static final int THREADS = 16;

    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(THREADS);
    private final Faults faults = new Faults();
    private final Budgets budgets;
    private final Journal journal = new Journal();

    private GitHubStandIn(HttpServer server, Clock clock, int rateLimit, boolean open) {
        this.server = server;
        this.budgets = new Budgets(clock, rateLimit);
        Routes routes = new Routes(SeededWorld.make(), clock);
        server.createContext("/_standin/faults", new FaultSwitch(faults));
        server.createContext(
                "/", new ApiHandler(routes, budgets, faults, journal, new ApiHandler.Manner(workers, open)));
        server.setExecutor(workers);
        server.start();
    }

    /**
     * Starts listening.
     *
     * @param address where; port 0 takes a free one
     * @param rateLimit requests an hour and credential
     * @param open whether somebody without a token may do what GitHub asks a token for
     * @throws IOException if the port is taken
     */
    public static GitHubStandIn start(InetSocketAddress address, Clock clock, int rateLimit, boolean open)
            throws IOException {
        return new GitHubStandIn(HttpServer.create(address, 0), clock, rateLimit, open);
    }

    /** Starts one for a test: a free port of the loopback interface, the real clock, 5,000 requests an hour. */
    public static GitHubStandIn start() {
        try {
            return start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Clock.systemUTC(), 5000, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Base of the API. */
    public URI url() {
        InetSocketAddress address = server.getAddress();
        return URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort());
    }

    /** What goes wrong next. */
    public Faults faults() {
        return faults;
    }

    /** Leaves a token with so many requests of a resource (core, search, code_search) until its window ends. */
    public void leave(String token, String resource, int remaining) {
        budgets.leave(token, resource, remaining);
    }

    /** Everything that was asked and answered so far. */
    public Journal journal() {
        return journal;
    }

    /** Tells every later exchange to a listener, before the answer is sent. */
    public void listen(Consumer<Exchange> listener) {
        journal.listen(listener);
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
