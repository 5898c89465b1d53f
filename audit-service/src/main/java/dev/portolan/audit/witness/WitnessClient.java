package dev.portolan.audit.witness;

import dev.portolan.tlog.ConsistencyProof;
import dev.portolan.tlog.Hash;
import dev.portolan.tlog.SignedNote;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Sends checkpoints: {@code add-checkpoint} of C2SP tlog-witness. */
@ApplicationScoped
class WitnessClient {

    /** More of an answer is not read: 64 signatures of any kind fit. */
    private static final int MAX_ANSWER = 256 * 1024;

    private final Duration timeout;
    private final HttpClient http;

    WitnessClient(WitnessConfig config) {
        this.timeout = config.timeout();
        // no upgrade to HTTP/2 offered: small servers do not expect one
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.timeout())
                .build();
    }

    /**
     * What a witness says.
     *
     * @param status 200, and {@code text} has lines of signatures; 409, and it is the size that the witness knows; or
     *     another of HTTP
     * @param text of the body
     */
    record Answer(int status, String text) {}

    /** Sends a checkpoint, with the proof that it continues an earlier one. @throws IOException if nobody answers */
    Answer add(URI witness, ConsistencyProof proof, SignedNote checkpoint) throws IOException {
        StringBuilder body = new StringBuilder("old " + proof.earlier() + "\n");
        for (Hash hash : proof.path()) {
            body.append(hash.toBase64()).append('\n');
        }
        body.append('\n').append(checkpoint);
        String prefix = witness.toString().replaceAll("/+$", "");
        HttpRequest request = HttpRequest.newBuilder(URI.create(prefix + "/add-checkpoint"))
                .timeout(timeout)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream text = answer.body()) {
                return new Answer(answer.statusCode(), new String(text.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
