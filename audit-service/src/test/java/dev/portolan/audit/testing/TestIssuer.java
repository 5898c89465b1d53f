package dev.portolan.audit.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;

/** An OpenID provider on a port of its own: discovery, keys, and tokens signed on demand. */
public final class TestIssuer implements AutoCloseable {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair keys;
    private final HttpServer server;

    private TestIssuer(KeyPair keys, HttpServer server) {
        this.keys = keys;
        this.server = server;
    }

    public static TestIssuer start() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TestIssuer issuer = new TestIssuer(generator.generateKeyPair(), server);
            issuer.serve("/.well-known/openid-configuration", issuer.discovery());
            issuer.serve("/jwks", issuer.jwks());
            server.start();
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** The private key as PKCS #8 in base64, for {@link Tokens}, which lives in another class loader. */
    String privateKey() {
        return Base64.getEncoder().encodeToString(keys.getPrivate().getEncoded());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    static String sign(java.security.PrivateKey key, String claims) {
        String header = BASE64URL.encodeToString(bytes("{\"alg\":\"RS256\",\"kid\":\"k1\",\"typ\":\"JWT\"}"));
        String content = header + "." + BASE64URL.encodeToString(bytes(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(bytes(content));
            return content + "." + BASE64URL.encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In an hour. */
    static long expiry() {
        return Instant.now().plusSeconds(3600).getEpochSecond();
    }

    private String discovery() {
        return "{\"issuer\":\"" + url() + "\",\"jwks_uri\":\"" + url() + "/jwks\",\"token_endpoint\":\"" + url()
                + "/token\",\"authorization_endpoint\":\"" + url() + "/auth\"}";
    }

    private String jwks() {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        Map<String, BigInteger> numbers = Map.of("n", key.getModulus(), "e", key.getPublicExponent());
        return "{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"k1\",\"n\":\""
                + unsigned(numbers.get("n")) + "\",\"e\":\"" + unsigned(numbers.get("e")) + "\"}]}";
    }

    private void serve(String path, String json) {
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes(json).length);
            exchange.getResponseBody().write(bytes(json));
            exchange.close();
        });
    }

    private static String unsigned(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return BASE64URL.encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
