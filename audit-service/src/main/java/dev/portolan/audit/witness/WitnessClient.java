package dev.portolan.audit.witness;

import dev.portolan.audit.outward.OutwardHttp;
import dev.portolan.tlog.ConsistencyProof;
import dev.portolan.tlog.Hash;
import dev.portolan.tlog.SignedNote;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Sends checkpoints: {@code add-checkpoint} of C2SP tlog-witness. */
@ApplicationScoped
class WitnessClient {

    /** An answer of more bytes is none: 64 signatures of any kind fit. */
    private static final int MAX_ANSWER = 256 * 1024;

    private final OutwardHttp http;

    WitnessClient(WitnessConfig config) {
        this.http = new OutwardHttp(config.timeout(), MAX_ANSWER);
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
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<byte[]> answer = http.ask(request);
        return new Answer(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
    }
}
