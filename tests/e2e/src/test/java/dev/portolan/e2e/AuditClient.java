package dev.portolan.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Asks audit-service as a person does. */
final class AuditClient {
    private static final Duration DELIVERY = Duration.ofSeconds(30);

    private final String url;
    private final String token;

    AuditClient(String url, String token) {
        this.url = url;
        this.token = token;
    }

    ModernClient.Answer get(Map<String, String> filter) {
        return get("/audit/records", filter);
    }

    /** What a record commits to. */
    JsonNode payload(String eventId, String reason) {
        ModernClient.Answer answer = get("/audit/records/" + eventId + "/payload", Map.of("reason", reason));
        if (answer.status() != 200) {
            throw new AssertionError(answer.status() + " " + answer.message());
        }
        return answer.message();
    }

    ModernClient.Answer erase(JsonNode person, String basis) {
        ObjectNode asked = ModernClient.JSON.createObjectNode();
        asked.set("issuer", person.path("issuer"));
        asked.set("subject", person.path("subject"));
        return ModernClient.send(request("/audit/erasures")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        asked.put("basis", basis).toString()))
                .build());
    }

    private ModernClient.Answer get(String path, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return ModernClient.send(request(path + "?" + query).GET().build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token);
    }

    /** As {@link #all}, once there are that many: what is durable in a gateway's spool is delivered a moment later. */
    List<JsonNode> all(int atLeast, Map<String, String> filter) {
        return Awaitility.await().atMost(DELIVERY).until(() -> all(filter), found -> found.size() >= atLeast);
    }

    /** All records of a filter, over all pages. */
    List<JsonNode> all(Map<String, String> filter) {
        List<JsonNode> records = new ArrayList<>();
        Map<String, String> page = new LinkedHashMap<>(filter);
        while (true) {
            ModernClient.Answer answer = get(page);
            if (answer.status() != 200) {
                throw new AssertionError(answer.status() + " " + answer.message());
            }
            answer.message().path("records").forEach(records::add);
            JsonNode next = answer.message().path("next");
            if (next.isMissingNode() || next.isNull()) {
                return records;
            }
            page.put("cursor", next.asText());
        }
    }
}
