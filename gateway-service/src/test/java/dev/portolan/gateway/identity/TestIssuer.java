package dev.portolan.gateway.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * An OpenID provider as far as a resource server sees it: discovery, keys, and tokens signed with them. It can rotate
 * its key, be down, and hang.
 */
public final class TestIssuer implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger discoveries = new AtomicInteger();
    private final AtomicInteger keyFetches = new AtomicInteger();
    private final int port;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private volatile HttpServer server;
    private volatile int rotations;
    private volatile RsaJsonWebKey key = key(0);
    private volatile CountDownLatch answering = new CountDownLatch(0);

    public TestIssuer() {
        server = listen(0);
        port = server.getAddress().getPort();
    }

    /** The issuer's name, which is where its metadata is found. */
    public String url() {
        return "http://localhost:" + port + "/realms/test";
    }

    /** From now on tokens are signed with another key, and only that one is published. */
    void rotateKey() {
        rotations++;
        key = key(rotations % 2);
    }

    /**
     * One of two keys under an id of its own. Making a key takes a second, so all issuers of this process share them;
     * each application of a test run has class loaders of its own, but the system's properties are the same to all.
     */
    private static RsaJsonWebKey key(int which) {
        String made =
                (String) System.getProperties().computeIfAbsent("test-issuer.key-" + which, name -> newKey().toJson(
                                JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE));
        try {
            RsaJsonWebKey key = (RsaJsonWebKey) JsonWebKey.Factory.newJwk(made);
            key.setKeyId(UUID.randomUUID().toString());
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key tokens are signed with. */
    PublicKey publicKey() {
        return key.getRsaPublicKey();
    }

    String keyId() {
        return key.getKeyId();
    }

    int discoveries() {
        return discoveries.get();
    }

    int keyFetches() {
        return keyFetches.get();
    }

    /** Refuses connections until {@link #comeUp}. */
    void goDown() {
        server.stop(0);
    }

    /** Accepts connections again, at the same address. */
    void comeUp() {
        server = listen(port);
    }

    /** Accepts requests without answering them until {@link #answer}. */
    void hang() {
        answering = new CountDownLatch(1);
    }

    /** Answers what waits, and all that comes. */
    void answer() {
        answering.countDown();
    }

    /** Claims as a Keycloak access token for a person has them, good for five minutes. */
    JwtClaims claims(String audience) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(url());
        claims.setSubject("5a1d2c9e");
        claims.setAudience(audience);
        claims.setIssuedAtToNow();
        claims.setExpirationTime(NumericDate.fromMilliseconds(System.currentTimeMillis() + 300_000));
        claims.setClaim("typ", "Bearer");
        claims.setClaim("azp", "portolan-cli");
        claims.setClaim("jti", UUID.randomUUID().toString());
        return claims;
    }

    /** A token of a person in one group, for one audience, good for an hour and the same whenever asked for. */
    public String token(String audience, String subject, String group) {
        return tokens.computeIfAbsent(
                String.join(" ", key.getKeyId(), audience, subject, group),
                any -> token(audience, subject, group, Duration.ofHours(1)));
    }

    /** One of its own, good for that time. */
    public String token(String audience, String subject, String group, Duration lifetime) {
        JwtClaims claims = claims(audience);
        claims.setExpirationTime(NumericDate.fromMilliseconds(System.currentTimeMillis() + lifetime.toMillis()));
        claims.setSubject(subject);
        claims.setClaim("preferred_username", subject);
        claims.setStringListClaim("groups", group);
        return sign(claims);
    }

    /** A token signed as the provider signs. */
    String sign(JwtClaims claims) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setKey(key.getPrivateKey());
        signature.setPayload(claims.toJson());
        return serialize(signature);
    }

    static String serialize(JsonWebSignature signature) {
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    static RsaJsonWebKey newKey() {
        try {
            RsaJsonWebKey fresh = RsaJwkGenerator.generateJwk(2048);
            fresh.setKeyId(UUID.randomUUID().toString());
            fresh.setUse("sig");
            fresh.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
            return fresh;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        answer();
        server.stop(0);
        threads.shutdownNow();
    }

    private HttpServer listen(int onPort) {
        try {
            HttpServer fresh = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), onPort), 0);
            fresh.setExecutor(threads);
            fresh.createContext("/realms/test/.well-known/openid-configuration", exchange -> {
                discoveries.incrementAndGet();
                send(exchange, discovery());
            });
            fresh.createContext("/realms/test/keys", exchange -> {
                keyFetches.incrementAndGet();
                send(exchange, keys());
            });
            fresh.start();
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String discovery() {
        return "{\"issuer\":\"" + url() + "\",\"jwks_uri\":\"" + url() + "/keys\","
                + "\"authorization_endpoint\":\"" + url() + "/auth\",\"token_endpoint\":\"" + url() + "/token\","
                + "\"introspection_endpoint\":\"" + url() + "/introspect\"}";
    }

    private String keys() {
        return "{\"keys\":[" + key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY) + "]}";
    }

    private void send(HttpExchange exchange, String json) throws IOException {
        try (exchange) {
            answering.await();
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
