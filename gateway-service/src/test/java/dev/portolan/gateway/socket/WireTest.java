package dev.portolan.gateway.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.mcp.JsonSlice;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a socket ends for a client that is slow to read. */
class WireTest {
    private static final byte[] HANDSHAKE = ("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Integer> refused = new CompletableFuture<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static SocketConfig config() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(SocketConfig.class)
                .withSources(new PropertiesConfigSource(
                        Map.of(
                                "gateway.socket.max-pending", "64K",
                                "gateway.socket.ping-interval", "1h",
                                "gateway.socket.close-deadline", "20s"),
                        "test",
                        1000))
                .build()
                .getConfigMapping(SocketConfig.class);
    }

    /** Sends to each client until that is refused, which is when the socket is told to end. */
    private int serving() throws Exception {
        SocketConfig config = config();
        HttpServer server = vertx.createHttpServer(new HttpServerOptions().setSendBufferSize(8 * 1024));
        server.requestHandler(request -> request.toWebSocket().onSuccess(socket -> {
            Wire wire = new Wire(socket, request.connection(), vertx, config, 1024);
            wire.open(message -> {}, unfit -> {}, () -> {});
            flood(wire);
        }));
        return server.listen(0, "localhost")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS)
                .actualPort();
    }

    private void flood(Wire wire) {
        JsonSlice message = JsonSlice.ofText("x".repeat(10_000));
        int sent = 0;
        while (wire.send(message)) {
            sent++;
        }
        refused.complete(sent);
    }

    private static Socket open(int port) throws Exception {
        Socket client = new Socket();
        client.setReceiveBufferSize(4_096);
        client.setSoTimeout(20_000);
        client.connect(new InetSocketAddress("localhost", port));
        client.getOutputStream().write(HANDSHAKE);
        return client;
    }

    @Test
    void aClientThatReadsTooLateIsToldWhyItsSocketEnds() throws Exception {
        try (Socket client = open(serving())) {
            int sent = refused.get(20, TimeUnit.SECONDS);

            byte[] read = readUntilClose(client.getInputStream(), sent);

            assertThat(sent).isGreaterThan(1);
            assertThat(new String(read, StandardCharsets.UTF_8)).isEqualTo("too many messages wait to be read");
        }
    }

    /** What the close frame says after its code, which has to be 1008. */
    private static byte[] readUntilClose(InputStream in, int messages) throws Exception {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            head.write(in.read());
        }
        for (int i = 0; i < messages; i++) {
            assertThat(in.read()).isEqualTo(0x81);
            assertThat(in.read()).isEqualTo(126);
            in.skipNBytes(2 + 10_002);
        }
        assertThat(in.read()).isEqualTo(0x88);
        int length = in.read();
        assertThat(in.read() * 256 + in.read()).isEqualTo(1008);
        return in.readNBytes(length - 2);
    }
}
