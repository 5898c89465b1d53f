package dev.portolan.standin.github;

import com.sun.net.httpserver.HttpExchange;
import dev.portolan.standin.github.route.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts an answer, or a spoilt one, on the wire and into the journal. */
final class Reply {

    private static final String SECONDARY = "You have exceeded a secondary rate limit. Please wait a few minutes.";
    private static final String SECONDARY_PAGE = "/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits";

    private final HttpExchange exchange;
    private final String requestBody;
    private final Journal journal;

    Reply(HttpExchange exchange, String requestBody, Journal journal) {
        this.exchange = exchange;
        this.requestBody = requestBody;
        this.journal = journal;
    }

    void send(Answer answer, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(answer.headers());
        String body = answer.body().isMissingNode() ? "" : answer.body().toString();
        write(answer.status(), all, body, false);
    }

    void spoil(Fault fault) {
        String value = fault.value();
        switch (fault.kind()) {
            case SECONDARY_LIMIT_403 -> limited(403, value);
            case SECONDARY_LIMIT_429 -> limited(429, value);
            case STATUS ->
                write(Integer.parseInt(value), Map.of(), "{\"message\":\"upstream-marker-" + value + "\"}", true);
            case HUGE -> write(200, Map.of(), "{\"padding\":\"" + "x".repeat(Integer.parseInt(value)) + "\"}", true);
            case BROKEN_JSON -> write(200, Map.of(), "{\"full_name\": \"acme/", true);
            case REDIRECT -> write(302, Map.of("Location", value), "{\"message\":\"Found\"}", true);
            case DROP -> exchange.close();
            case SLOW -> throw new IllegalArgumentException("a slow answer is not spoilt");
        }
    }

    private void limited(int status, String retryAfter) {
        Map<String, String> headers = retryAfter.isEmpty() ? Map.of() : Map.of("Retry-After", retryAfter);
        write(
                status,
                headers,
                Answer.error(status, SECONDARY, SECONDARY_PAGE).body().toString(),
                true);
    }

    private void write(int status, Map<String, String> headers, String body, boolean fault) {
        Map<String, List<String>> asked = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> asked.put(name.toLowerCase(Locale.ROOT), values));
        Map<String, String> answered = new HashMap<>(headers);
        if (!body.isEmpty()) {
            answered.put("Content-Type", "application/json; charset=utf-8");
        }
        journal.add(new Exchange(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                asked,
                requestBody,
                status,
                answered,
                body,
                fault));
        try (exchange) {
            answered.forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
        } catch (IOException e) {
            // the client went away: for a stand-in that is an answer too
            throw new UncheckedIOException(e);
        }
    }
}
