package dev.portolan.audit.evidence;

import dev.portolan.audit.testing.Api;
import dev.portolan.tlog.bundle.LogFiles;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The log over HTTP, as an auditor reads it, with the checkpoint of the beginning. */
record ServedLog(String checkpoint) implements LogFiles {

    static ServedLog now() {
        return new ServedLog(Api.carol()
                .get("/tlog/main/checkpoint")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    @Override
    public Optional<byte[]> read(String path) {
        if (path.equals(CHECKPOINT)) {
            return Optional.of(checkpoint.getBytes(StandardCharsets.UTF_8));
        }
        Response answer = Api.carol().get("/tlog/main/" + path);
        return answer.statusCode() == 200 ? Optional.of(answer.asByteArray()) : Optional.empty();
    }

    @Override
    public void close() {}
}
