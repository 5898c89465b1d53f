package dev.portolan.gateway.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A WebSocket client that does no more than it is told: it neither reads nor answers pings by itself. */
final class RawSocket implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
    }

    static RawSocket open(URI uri, String token) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
        RawSocket raw = new RawSocket(socket);
        raw.out.write(("GET " + uri.getPath() + " HTTP/1.1\r\nHost: localhost:" + uri.getPort()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer " + token
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return raw;
    }

    /** Sends a message; false if the connection is over. */
    boolean send(String text) throws IOException {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) 0x81).put((byte) (0x80 | 126)).putShort((short) payload.length);
        frame.putInt(0).put(payload);
        try {
            out.write(frame.array());
            return true;
        } catch (SocketException over) {
            return false;
        }
    }

    /** Waits until it is a socket. */
    RawSocket upgraded() throws IOException {
        int ends = 0;
        while (ends < 4) {
            int next = socket.getInputStream().read();
            ends = next == '\r' || next == '\n' ? ends + 1 : 0;
        }
        return this;
    }

    /** Reads until the other side ends the connection. */
    byte[] untilItsEnd() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        try {
            in.transferTo(read);
        } catch (SocketException reset) {
            // is an end, too
        }
        return read.toByteArray();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
