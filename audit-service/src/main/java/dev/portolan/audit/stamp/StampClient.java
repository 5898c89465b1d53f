package dev.portolan.audit.stamp;

import dev.portolan.audit.outward.OutwardHttp;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;

/** Asks the authority, over HTTP (RFC 3161 §3.4). */
@ApplicationScoped
class StampClient {

    private final Optional<URI> authority;
    private final OutwardHttp http;
    private final SecureRandom random = new SecureRandom();

    /** @throws IllegalArgumentException if the URL is none of HTTP */
    StampClient(StampConfig config) {
        this.authority = config.url();
        this.http = new OutwardHttp(config.timeout(), config.maxAnswer());
        if (authority.filter(url -> !OutwardHttp.canAsk(url)).isPresent()) {
            throw new IllegalArgumentException("audit.stamp.url is no URL of http or https");
        }
    }

    /** Whether there is an authority. */
    boolean isConfigured() {
        return authority.isPresent();
    }

    /** The token for these bytes, DER. @throws NotStamped if the authority gives none that holds */
    byte[] stamp(byte[] bytes) throws NotStamped {
        StampRequest request = StampRequest.of(sha256(bytes), random);
        HttpResponse<byte[]> answer = ask(HttpRequest.newBuilder(authority.orElseThrow())
                .header("Content-Type", "application/timestamp-query")
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.encoded()))
                .build());
        if (answer.statusCode() != 200) {
            throw new NotStamped("it answered HTTP " + answer.statusCode());
        }
        return request.token(answer.body());
    }

    private HttpResponse<byte[]> ask(HttpRequest request) throws NotStamped {
        try {
            return http.ask(request);
        } catch (IOException e) {
            throw new NotStamped(e.getMessage());
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
