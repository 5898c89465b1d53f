package dev.portolan.gateway.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** HTTP/1.1 by the byte: sends whatever it is told to and reads all that comes back until the connection ends. */
final class RawHttp {
    private static final int PATIENCE_MILLIS = 15_000;
    /** Where a response ends that does not. */
    private static final int OPEN = -1;

    private RawHttp() {}

    /**
     * One response. Header names in lower case; of doubled headers the last. It is open if it is a stream that the
     * server keeps open and we did not.
     */
    record Answer(int status, Map<String, String> headers, byte[] body, boolean open) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * All responses on a connection that carried these bytes. A stream that lasts is left once it has begun.
     *
     * @throws java.net.SocketTimeoutException if the server does not end the connection
     */
    static List<Answer> exchange(InetSocketAddress server, byte[] request) throws IOException {
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            try {
                socket.getOutputStream().write(request);
            } catch (IOException answeredBeforeAllWasSent) {
                // what it answered is what counts
            }
            return answers(everything(socket, request[0] == 'G'));
        }
    }

    private static byte[] everything(Socket socket, boolean get) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8_192];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n >= 0;
                    n = socket.getInputStream().read(buffer)) {
                all.write(buffer, 0, n);
                if (isOpenStream(all, get)) {
                    return all.toByteArray();
                }
            }
        } catch (java.net.SocketTimeoutException endless) {
            throw endless;
        } catch (IOException reset) {
            // an end like any other
        }
        return all.toByteArray();
    }

    private static boolean isOpenStream(ByteArrayOutputStream all, boolean get) {
        String text = all.toString(StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        return end > 0
                && text.lastIndexOf("text/event-stream", end) > 0
                && text.indexOf("\n\n", end) > 0
                && (get || text.contains("notifications/subscriptions/acknowledged"));
    }

    private static List<Answer> answers(byte[] bytes) {
        List<Answer> answers = new ArrayList<>();
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = 0;
        while (at < bytes.length) {
            int end = latin.indexOf("\r\n\r\n", at);
            if (end < 0 || !latin.startsWith("HTTP/1.", at)) {
                throw new AssertionError("no HTTP response: " + latin.substring(at));
            }
            String[] lines = latin.substring(at, end).split("\r\n");
            Map<String, String> headers = new TreeMap<>();
            for (String line : Arrays.asList(lines).subList(1, lines.length)) {
                String[] parts = line.split(":", 2);
                headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
            }
            int status = Integer.parseInt(lines[0].split(" ")[1]);
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            at = body(headers, latin, end + 4, body);
            answers.add(new Answer(status, headers, body.toByteArray(), at == OPEN));
            if (at == OPEN) {
                return answers;
            }
        }
        return answers;
    }

    private static int body(Map<String, String> headers, String latin, int from, ByteArrayOutputStream body) {
        if (!headers.containsKey("transfer-encoding")) {
            int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            return copied(latin, from, length, body);
        }
        int at = from;
        while (at < latin.length()) {
            int line = latin.indexOf("\r\n", at);
            int length = Integer.parseInt(latin.substring(at, line), 16);
            at = copied(latin, line + 2, length, body) + 2;
            if (length == 0) {
                return at;
            }
        }
        return OPEN;
    }

    private static int copied(String latin, int from, int length, ByteArrayOutputStream body) {
        if (from + length > latin.length()) {
            throw new AssertionError("a body that is shorter than announced");
        }
        body.writeBytes(latin.substring(from, from + length).getBytes(StandardCharsets.ISO_8859_1));
        return from + length;
    }
}
