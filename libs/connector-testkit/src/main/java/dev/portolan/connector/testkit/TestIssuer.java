package dev.portolan.connector.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * An issuer of tokens inside the test's JVM: discovery document, keys, a token endpoint for client credentials, and
 * {@code POST /mint}, which signs whatever claims it is sent. It checks no secret and is for tests alone.
 */
public final class TestIssuer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LIFETIME_SECONDS = 300;

    private final HttpServer server;
    private final RsaJsonWebKey key;

    private TestIssuer(HttpServer server, RsaJsonWebKey key) {
        this.server = server;
        this.key = key;
    }

    /** Starts an issuer on a free port of the loopback interface. */
    public static TestIssuer start() {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId("test");
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            TestIssuer issuer = new TestIssuer(server, key);
            server.createContext("/", issuer::serve);
            server.start();
            return issuer;
        } catch (IOException unbound) {
            throw new UncheckedIOException(unbound);
        } catch (JoseException noRsa) {
            throw new IllegalStateException("no RSA key", noRsa);
        }
    }

    /** The issuer, as {@code iss} and {@code quarkus.oidc.auth-server-url}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Signs these claims, with {@code iss}, {@code iat} and {@code exp} added where they are missing. */
    public String sign(Map<String, Object> claims) {
        try {
            Map<String, Object> all = new LinkedHashMap<>(claims);
            long now = System.currentTimeMillis() / 1000;
            all.putIfAbsent("iss", url());
            all.putIfAbsent("iat", now);
            all.putIfAbsent("exp", now + LIFETIME_SECONDS);
            JsonWebSignature jws = new JsonWebSignature();
            jws.setPayload(JSON.writeValueAsString(all));
            jws.setKey(key.getPrivateKey());
            jws.setKeyIdHeaderValue(key.getKeyId());
            jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
            jws.setHeader("typ", "JWT");
            return jws.getCompactSerialization();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } catch (JoseException unsigned) {
            throw new IllegalStateException("cannot sign", unsigned);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] body = exchange.getRequestBody().readAllBytes();
        Map<String, Object> answer;
        if (path.startsWith("/.well-known/")) {
            answer = discovery();
        } else if (path.equals("/jwks")) {
            answer = Map.of("keys", List.of(key.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY)));
        } else if (path.equals("/mint")) {
            Map<?, ?> claims = JSON.readValue(body, Map.class);
            answer = granted(claims.entrySet().stream()
                    .collect(Collectors.toMap(e -> String.valueOf(e.getKey()), Map.Entry::getValue)));
        } else if (path.equals("/token")) {
            answer = granted(clientCredentials(new String(body, StandardCharsets.UTF_8)));
        } else {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
            return;
        }
        byte[] json = JSON.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, json.length);
        exchange.getResponseBody().write(json);
        exchange.close();
    }

    private Map<String, Object> discovery() {
        return Map.of(
                "issuer", url(),
                "jwks_uri", url() + "/jwks",
                "token_endpoint", url() + "/token",
                "authorization_endpoint", url() + "/authorize",
                "response_types_supported", List.of("code"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256"),
                "code_challenge_methods_supported", List.of("S256"));
    }

    private Map<String, Object> granted(Map<String, Object> claims) {
        return Map.of("access_token", sign(claims), "token_type", "Bearer", "expires_in", LIFETIME_SECONDS);
    }

    /** Each requested scope is an audience, as in the local realm. */
    private static Map<String, Object> clientCredentials(String form) {
        Map<String, String> fields = new HashMap<>();
        for (String pair : form.split("&")) {
            String[] parts = pair.split("=", 2);
            fields.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        String client = fields.getOrDefault("client_id", "portolan-gateway");
        List<String> audiences = Arrays.stream(fields.getOrDefault("scope", "").split(" "))
                .filter(s -> !s.isEmpty())
                .toList();
        return Map.of("sub", "service-" + client, "azp", client, "aud", audiences);
    }
}
