package dev.portolan.standin.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.portolan.standin.github.route.Answer;
import dev.portolan.standin.github.route.Request;
import dev.portolan.standin.github.route.Routes;
import dev.portolan.standin.github.view.Addresses;
import dev.portolan.standin.github.view.Json;
import dev.portolan.standin.github.world.Hashes;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** One request: spoilt by a fault, or credential, budget, route, validator, in this order. */
final class ApiHandler implements HttpHandler {

    private static final int BODY_BYTES = 1024 * 1024;

    /**
     * How it answers.
     *
     * @param later where late answers are worked out
     * @param open whether somebody without a token counts as authenticated
     */
    record Manner(Executor later, boolean open) {}

    private final Routes routes;
    private final Budgets budgets;
    private final Faults faults;
    private final Journal journal;
    private final Manner manner;

    ApiHandler(Routes routes, Budgets budgets, Faults faults, Journal journal, Manner manner) {
        this.routes = routes;
        this.budgets = budgets;
        this.faults = faults;
        this.journal = journal;
        this.manner = manner;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readNBytes(BODY_BYTES), StandardCharsets.UTF_8);
        Optional<Fault> fault = faults.take();
        Reply reply = new Reply(exchange, body, journal);
        if (fault.isPresent() && fault.get().kind() != Fault.Kind.SLOW) {
            reply.spoil(fault.get());
        } else if (fault.isPresent()) {
            Executor delayed = CompletableFuture.delayedExecutor(
                    Long.parseLong(fault.get().value()), TimeUnit.MILLISECONDS, manner.later());
            delayed.execute(() -> answer(exchange, body, reply));
        } else {
            answer(exchange, body, reply);
        }
    }

    private void answer(HttpExchange exchange, String body, Reply reply) {
        String credential = credential(exchange);
        String path = exchange.getRequestURI().getPath();
        if (credential.startsWith("invalid")) {
            reply.send(Answer.error(401, "Bad credentials", ""), Map.of());
            return;
        }
        if (path.equals("/rate_limit")) {
            reply.send(new Answer(200, budgets.overview(credential), Map.of()), budgets.headers(credential, "core"));
            return;
        }
        String resource = path.equals("/search/code") ? "code_search" : path.startsWith("/search/") ? "search" : "core";
        if (!budgets.take(credential, resource)) {
            reply.send(
                    Answer.error(
                            403,
                            "API rate limit exceeded for this credential.",
                            "/overview/rate-limits-for-the-rest-api"),
                    budgets.headers(credential, resource));
            return;
        }
        Answer answer = route(exchange, body, manner.open() || !credential.isEmpty());
        String etag = "W/\"" + Hashes.sha256(answer.body().toString().getBytes(StandardCharsets.UTF_8)) + "\"";
        boolean known = answer.status() == 200
                && etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
        if (known) {
            budgets.giveBack(credential, resource);
        }
        Answer marked = answer.status() == 200 ? answer.with("ETag", etag) : answer;
        Answer sent = known ? new Answer(304, MissingNode.getInstance(), marked.headers()) : marked;
        reply.send(sent, budgets.headers(credential, resource));
    }

    private Answer route(HttpExchange exchange, String body, boolean authenticated) {
        try {
            JsonNode json = body.isBlank() ? MissingNode.getInstance() : Json.MAPPER.readTree(body);
            URI uri = exchange.getRequestURI();
            List<String> segments = Arrays.stream(uri.getRawPath().split("/"))
                    .filter(segment -> !segment.isEmpty())
                    .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
            String accept = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept"))
                    .orElse("");
            return routes.answer(new Request(
                    exchange.getRequestMethod(),
                    segments,
                    Query.of(uri.getRawQuery()),
                    accept,
                    json,
                    authenticated,
                    new Addresses("http://" + exchange.getRequestHeaders().getFirst("Host"))));
        } catch (JsonProcessingException e) {
            return Answer.error(400, "Problems parsing JSON", "");
        }
    }

    private static String credential(HttpExchange exchange) {
        String header = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        return header.replaceFirst("(?i)^(bearer|token) ", "").strip();
    }
}
