package dev.portolan.audit.stamp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.tsp.TSPAlgorithms;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;

/** An authority of RFC 3161 over HTTP, by Bouncy Castle's own generators, that fails as it is told to. */
public final class TestAuthority implements AutoCloseable {

    /** What it does wrong. */
    enum Fault {
        NONE,
        HTTP_500,
        REJECTED,
        OTHER_NONCE,
        NO_NONCE,
        OTHER_IMPRINT,
        NO_CERTIFICATE,
        CERTIFICATE_NOT_FOR_STAMPS,
        CERTIFICATE_EXPIRED,
        SIGNATURE_OF_ANOTHER,
        NO_ASN1,
        TOO_LONG,
        DRIBBLES
    }

    public static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    private static final TestSigner CA = TestSigner.authority("CN=Test CA");
    private static final TestSigner TSA = CA.certifies("CN=Test TSA", NOW.plusSeconds(86_400), true);
    private static final TestSigner OTHER = CA.certifies("CN=Test TSA", NOW.plusSeconds(86_400), true);
    private static final TestSigner EXPIRED = CA.certifies("CN=Old TSA", NOW.minusSeconds(1), true);
    private static final TestSigner SERVER = CA.certifies("CN=Web server", NOW.plusSeconds(86_400), false);

    final List<byte[]> requests = new ArrayList<>();
    final List<String> types = new ArrayList<>();
    Fault fault = Fault.NONE;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch closed = new CountDownLatch(1);

    public TestAuthority() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/tsr", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/tsr");
    }

    /** Who vouches for it. */
    static String pem() {
        return CA.pem();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] asked = exchange.getRequestBody().readAllBytes();
        requests.add(asked);
        types.add(exchange.getRequestHeaders().getFirst("Content-Type"));
        byte[] body =
                switch (fault) {
                    case NO_ASN1 -> "<html>no</html>".getBytes(StandardCharsets.UTF_8);
                    case TOO_LONG -> new byte[70_000];
                    case HTTP_500, DRIBBLES -> new byte[10];
                    default -> reply(new TimeStampRequest(asked));
                };
        exchange.getResponseHeaders().set("Content-Type", "application/timestamp-reply");
        exchange.sendResponseHeaders(fault == Fault.HTTP_500 ? 500 : 200, fault == Fault.TOO_LONG ? 0 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            if (fault == Fault.DRIBBLES) {
                out.write(body[0]);
                out.flush();
                await();
            }
            out.write(body);
        }
    }

    private void await() {
        try {
            closed.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private byte[] reply(TimeStampRequest asked) throws IOException {
        TestSigner signer =
                switch (fault) {
                    case CERTIFICATE_EXPIRED -> EXPIRED;
                    case SIGNATURE_OF_ANOTHER -> TSA.withKeyOf(OTHER);
                    default -> TSA;
                };
        TimeStampResponseGenerator replies =
                new TimeStampResponseGenerator(signer.tokens(), Set.of(TSPAlgorithms.SHA256.getId()));
        try {
            if (fault == Fault.REJECTED) {
                return replies.generateFailResponse(PKIStatus.REJECTION, PKIFailureInfo.badAlg, "FOREIGN TEXT")
                        .getEncoded();
            }
            TimeStampResponse granted = replies.generateGrantedResponse(about(asked), BigInteger.TEN, Date.from(NOW));
            return fault == Fault.CERTIFICATE_NOT_FOR_STAMPS
                    ? SERVER.signs(granted).getEncoded()
                    : granted.getEncoded();
        } catch (TSPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it answers instead of what it was asked. */
    private TimeStampRequest about(TimeStampRequest asked) {
        TimeStampRequestGenerator other = new TimeStampRequestGenerator();
        other.setCertReq(fault != Fault.NO_CERTIFICATE);
        byte[] digest = asked.getMessageImprintDigest();
        BigInteger nonce = asked.getNonce();
        return switch (fault) {
            case OTHER_NONCE -> other.generate(TSPAlgorithms.SHA256, digest, nonce.add(BigInteger.ONE));
            case NO_NONCE -> other.generate(TSPAlgorithms.SHA256, digest);
            case OTHER_IMPRINT -> other.generate(TSPAlgorithms.SHA256, new byte[32], nonce);
            default -> other.generate(TSPAlgorithms.SHA256, digest, nonce);
        };
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
