package dev.portolan.conformance.judge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Logs in for a client that cannot send an {@code Authorization} header. It passes bytes as they come: only the head
 * of a request is changed, so each connection is good for one request. Host and Origin that name this proxy become
 * those of the server; any other is passed on, since the suite tries foreign ones. Several servers take turns, request
 * by request.
 */
public final class BearerProxy implements AutoCloseable {
    private static final int LONGEST_HEAD = 64 * 1024;

    private final List<URI> servers;
    private final AtomicInteger turn = new AtomicInteger();
    private final String token;
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** @param servers scheme, host and port of each server */
    public BearerProxy(List<URI> servers, String token) {
        this.servers = List.copyOf(servers);
        this.token = token;
        try {
            socket = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** Where a path of the server is reached. */
    public String url(String path) {
        return "http://" + authority() + path;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            throw new UncheckedIOException(alreadyClosed);
        } finally {
            threads.shutdownNow();
        }
    }

    private String authority() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        URI server = servers.get(Math.floorMod(turn.getAndIncrement(), servers.size()));
        try (client;
                Socket upstream = new Socket(server.getHost(), server.getPort())) {
            client.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
            upstream.getOutputStream().write(rewritten(head(client.getInputStream()), server));
            threads.execute(() -> pass(client, upstream));
            pass(upstream, client);
        } catch (IOException oneOfThemIsGone) {
            // closing both tells the other
        }
    }

    /** Copies until either is gone, and then closes both. */
    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[16 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException oneOfThemIsGone) {
            // closing both tells the other
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int ending = 0;
        while (ending < 4) {
            int read = in.read();
            if (read < 0 || head.size() > LONGEST_HEAD) {
                throw new IOException("no request");
            }
            head.write(read);
            boolean expected = read == (ending % 2 == 0 ? '\r' : '\n');
            ending = expected ? ending + 1 : read == '\r' ? 1 : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    private byte[] rewritten(String head, URI server) {
        List<String> lines = new ArrayList<>();
        boolean authorized = false;
        for (String line : head.strip().split("\r\n")) {
            String lower = line.toLowerCase(Locale.ROOT);
            authorized |= lower.startsWith("authorization:");
            if (!lower.startsWith("connection:")) {
                boolean naming = lower.startsWith("host:") || lower.startsWith("origin:");
                lines.add(naming ? line.replace(authority(), server.getAuthority()) : line);
            }
        }
        lines.add("Connection: close");
        if (!authorized) {
            lines.add("Authorization: Bearer " + token);
        }
        return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
