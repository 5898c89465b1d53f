package dev.portolan.audit.outward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutwardHttpTest {

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anAnswerAsLongAsItMayBeIsTakenAndOneByteMoreIsNot() throws Exception {
        OutwardHttp http = new OutwardHttp(Duration.ofSeconds(20), 1000);

        assertThat(http.ask(request(answering(200, 1000))).body()).hasSize(1000);
        assertThat(http.ask(request(answering(500, 0))).statusCode()).isEqualTo(500);
        assertThatIOException()
                .isThrownBy(() -> http.ask(request(answering(200, 1001))))
                .withMessage("more than 1000 bytes of answer");
    }

    /** It sends its head at once and then a byte now and then: for ever, were it not cut off. */
    @Test
    @Timeout(60)
    void whoDribblesIsCutOff() throws Exception {
        CountDownLatch cutOff = new CountDownLatch(1);
        URI dribbling = answering(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (!cutOff.await(5, TimeUnit.MILLISECONDS)) {
                    out.write('x');
                    out.flush();
                }
            } catch (IOException gone) {
                cutOff.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(() -> new OutwardHttp(Duration.ofMillis(200), 1_000_000_000).ask(request(dribbling)))
                .isInstanceOf(HttpTimeoutException.class)
                .hasMessage("no whole answer in 200 ms");
        assertThat(cutOff.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void nothingOfWhatWentWrongIsSaid() {
        URI closed = uri();
        server.stop(0);

        assertThatIOException()
                .isThrownBy(() -> new OutwardHttp(Duration.ofSeconds(20), 1).ask(request(closed)))
                .withMessage("no answer");
    }

    @ParameterizedTest
    @CsvSource({
        "https://tsa.example/tsr, true",
        "HTTP://127.0.0.1:80, true",
        "ftp://tsa.example/, false",
        "file:///etc/passwd, false",
        "tsa.example/tsr, false",
        "http:///tsr, false"
    })
    void onlyWebServersCanBeAsked(URI server, boolean expected) {
        assertThat(OutwardHttp.canAsk(server)).isEqualTo(expected);
    }

    private URI answering(int status, int bytes) {
        return answering(exchange -> {
            exchange.sendResponseHeaders(status, bytes == 0 ? -1 : bytes);
            exchange.getResponseBody().write(new byte[bytes]);
            exchange.close();
        });
    }

    private URI answering(HttpHandler handler) {
        String path = "/" + System.nanoTime();
        server.createContext(path, handler);
        return uri().resolve(path);
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static HttpRequest request(URI uri) {
        return HttpRequest.newBuilder(uri).GET().build();
    }
}
