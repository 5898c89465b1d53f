package dev.portolan.gateway.edge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** An open event stream and what came of it so far, comments left out. */
final class EventStream implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final InputStream body;
    private final Queue<JsonNode> frames = new ConcurrentLinkedQueue<>();
    private final Queue<String> ids = new ConcurrentLinkedQueue<>();
    private volatile String retry = "";
    private volatile boolean ended;
    private volatile boolean broken;

    EventStream(HttpResponse<InputStream> response) {
        body = response.body();
        new Thread(this::read).start();
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    ids.add(line.substring(4));
                } else if (line.startsWith("retry: ")) {
                    retry = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    frames.add(JSON.readTree(line.substring(6)));
                }
            }
            ended = true;
        } catch (IOException closed) {
            broken = true;
        }
    }

    /** The messages. */
    Queue<JsonNode> frames() {
        return frames;
    }

    /** The methods of the messages. */
    List<String> methods() {
        return frames.stream().map(f -> f.path("method").asText()).toList();
    }

    /** The ids of the events. */
    List<String> ids() {
        return List.copyOf(ids);
    }

    /** How long it said to wait before coming back, in milliseconds; empty if it did not. */
    String retry() {
        return retry;
    }

    /** Whether the gateway ended it in good order. */
    boolean hasEnded() {
        return ended;
    }

    /** Whether it broke off. */
    boolean isBroken() {
        return broken;
    }

    @Override
    public void close() throws IOException {
        body.close();
    }
}
