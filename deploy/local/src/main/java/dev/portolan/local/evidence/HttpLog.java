package dev.portolan.local.evidence;

import dev.portolan.tlog.bundle.LogFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;

/** A log as audit-service serves it. */
public final class HttpLog implements LogFiles {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final String token;

    /**
     * A log.
     *
     * @param url of the log, e.g. {@code http://localhost:7401/tlog/main}
     * @param token an auditor's access token
     */
    public HttpLog(String url, String token) {
        this.url = url.endsWith("/") ? url : url + "/";
        this.token = token;
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        HttpResponse<InputStream> answer = get(path);
        byte[] body = LogFiles.bounded(answer.body());
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        require200(answer);
        return Optional.of(body);
    }

    /**
     * Saves the whole log as a zip. The file is there when all of it is.
     *
     * @param file where to
     * @throws IOException if it is not given, or breaks off
     */
    public void save(Path file) throws IOException {
        HttpResponse<InputStream> answer = get("bundle.zip");
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (InputStream body = answer.body()) {
            require200(answer);
            Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    @Override
    public void close() {}

    private HttpResponse<InputStream> get(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted");
        }
    }

    private static void require200(HttpResponse<InputStream> answer) throws IOException {
        if (answer.statusCode() != 200) {
            throw new IOException("the log answered HTTP " + answer.statusCode());
        }
    }
}
