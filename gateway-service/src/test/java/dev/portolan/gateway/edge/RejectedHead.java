package dev.portolan.gateway.edge;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A request as text, to be spoilt. */
final class RejectedHead {
    private static final int PATIENCE_MILLIS = 20_000;

    private final List<String> headers = new ArrayList<>();
    private final int port;
    private String line;
    private String body = "";

    RejectedHead(URI gateway, String method, String path, String token) {
        this.port = gateway.getPort();
        this.line = method + " " + path + " HTTP/1.1";
        add("Host", "localhost:" + port);
        add("Authorization", "Bearer " + token);
    }

    RejectedHead add(String name, String value) {
        headers.add(name + ": " + value);
        return this;
    }

    RejectedHead without(String name) {
        headers.removeIf(header -> header.startsWith(name + ":"));
        return this;
    }

    RejectedHead set(String name, String value) {
        return without(name).add(name, value);
    }

    RejectedHead bearing(String token) {
        return set("Authorization", "Bearer " + token);
    }

    RejectedHead method(String method) {
        line = method + line.substring(line.indexOf(' '));
        return this;
    }

    /** Has the path changed, as far as that is in it. */
    RejectedHead path(String part, String instead) {
        line = line.replace(part, instead);
        return this;
    }

    RejectedHead line(String instead) {
        line = instead;
        return this;
    }

    RejectedHead body(String text) {
        body = text;
        return this;
    }

    /** The status it is answered with; 0 if the connection ends without. */
    int send() throws IOException {
        return exchange(false);
    }

    /** Sends it and goes away. */
    int leave() throws IOException {
        return exchange(true);
    }

    /** Sends it, and goes away once that is done. */
    void leaveAfter(Runnable done) throws IOException {
        try (Socket socket = open(false)) {
            done.run();
        }
    }

    private Socket open(boolean breaksOff) throws IOException {
        Socket socket = new Socket();
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress("localhost", port));
        String end = breaksOff ? "\r\n" : "\r\n\r\n";
        String text = line + "\r\n" + String.join("\r\n", headers) + end + body;
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    private int exchange(boolean leaves) throws IOException {
        try (Socket socket = open(leaves && body.isEmpty())) {
            if (leaves) {
                socket.shutdownOutput();
            }
            return status(socket.getInputStream());
        } catch (SocketException reset) {
            return 0;
        }
    }

    /** In whatever protocol it is. */
    private static int status(InputStream answer) throws IOException {
        String[] first = new String(answer.readNBytes(15), StandardCharsets.US_ASCII).split("[ \r]");
        return first.length < 2 ? 0 : Integer.parseInt(first[1]);
    }
}
