package dev.portolan.crash;

import dev.portolan.audit.event.seal.Disclosed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Both ends of the calls, which no kill reaches: clients that write down what they were answered, and the connector
 * that writes down what reached it. Each call has a mark, which its records carry as the id of the request.
 */
final class Ledgers implements AutoCloseable {
    private static final int CLIENTS = 4;
    private static final int PAUSE_MILLIS = 8;
    private static final int TIMEOUT_MILLIS = 5_000;

    private final Map<String, String> answered = new ConcurrentHashMap<>();
    private final Set<String> effects = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger broken = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final ScheduledExecutorService clients = Executors.newScheduledThreadPool(CLIENTS);
    private final ExecutorService connections = Executors.newCachedThreadPool();
    private final ServerSocket connector;
    private volatile int gateway;

    Ledgers() throws IOException {
        connector = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        connections.execute(this::accept);
        for (int i = 0; i < CLIENTS; i++) {
            clients.scheduleWithFixedDelay(new Caller(), i, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Where calls go from now on; 0 for nowhere. */
    void gateway(int port) {
        gateway = port;
    }

    int lastGateway() {
        return gateway;
    }

    /** Of the connector. */
    int port() {
        return connector.getLocalPort();
    }

    /** What clients were answered, by mark. */
    Map<String, String> answered() {
        return answered;
    }

    /** The marks that reached the connector. */
    Set<String> effects() {
        return effects;
    }

    int calls() {
        return calls.get();
    }

    int broken() {
        return broken.get();
    }

    int refused() {
        return refused.get();
    }

    /** An answer as its outcome should commit to it; with one salt for all, so that this can be told from the text. */
    static Disclosed result(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Disclosed(
                    Base64.getEncoder().encodeToString(new byte[16]),
                    HexFormat.of().formatHex(digest),
                    "");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** No more calls. */
    void stop() throws InterruptedException {
        clients.shutdown();
        clients.awaitTermination(TIMEOUT_MILLIS * 2L, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() throws IOException {
        clients.shutdownNow();
        connector.close();
        connections.shutdownNow();
    }

    private void accept() {
        while (!connector.isClosed()) {
            try {
                Socket socket = connector.accept();
                connections.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in = reader(socket)) {
            String mark = in.readLine();
            if (mark != null) {
                effects.add(mark);
                String parts = mark.endsWith("s") ? "part\npart\n" : "";
                String text = "result of " + mark + " " + "x".repeat(mark.hashCode() & 255);
                socket.getOutputStream().write((parts + "end " + text + "\n").getBytes(StandardCharsets.UTF_8));
                in.readLine();
            }
        } catch (IOException gone) {
            // the gateway was killed
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    /** One client, with a connection of its own. */
    private final class Caller implements Runnable {
        private @Nullable Socket socket;
        private @Nullable BufferedReader in;

        @Override
        public void run() {
            int port = gateway;
            if (port == 0) {
                return;
            }
            int number = calls.incrementAndGet();
            String mark = number + (number % 4 == 0 ? "s" : "p");
            try {
                if (socket == null || socket.getPort() != port) {
                    socket = new Socket(InetAddress.getLoopbackAddress(), port);
                    socket.setSoTimeout(TIMEOUT_MILLIS);
                    in = reader(socket);
                }
                socket.getOutputStream().write(("call " + mark + "\n").getBytes(StandardCharsets.UTF_8));
                read(mark);
            } catch (IOException e) {
                broken.incrementAndGet();
                forget();
            }
        }

        private void read(String mark) throws IOException {
            while (in != null) {
                String line = in.readLine();
                if (line == null) {
                    throw new IOException("closed");
                }
                String[] words = line.split(" ", 3);
                if (words[0].equals("answer") && words[1].equals(mark)) {
                    answered.put(mark, words[2]);
                    return;
                }
                if (words[0].equals("refused")) {
                    refused.incrementAndGet();
                    return;
                }
            }
        }

        private void forget() {
            try (Socket gone = socket) {
                socket = null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
