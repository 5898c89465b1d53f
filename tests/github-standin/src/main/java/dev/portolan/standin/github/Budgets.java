package dev.portolan.standin.github;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.standin.github.view.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each credential may still ask within its hour (searches: its minute). Not modified costs nothing. */
final class Budgets {

    private static final int SEARCHES = 30;

    private record Key(String credential, String resource) {}

    private static final class Window {
        private Instant reset = Instant.EPOCH;
        private int used;
        private int limit;
    }

    private final Clock clock;
    private final int core;
    private final Map<Key, Window> windows = new HashMap<>();

    Budgets(Clock clock, int core) {
        this.clock = clock;
        this.core = core;
    }

    /** Takes one from the budget; false if none is left. */
    synchronized boolean take(String credential, String resource) {
        Window window = window(credential, resource);
        if (window.used >= window.limit) {
            return false;
        }
        window.used++;
        return true;
    }

    /** Gives one back, for an answer that was not modified. */
    synchronized void giveBack(String credential, String resource) {
        Window window = window(credential, resource);
        window.used = Math.max(0, window.used - 1);
    }

    /** Leaves a credential with so many requests until its window ends. */
    synchronized void leave(String credential, String resource, int remaining) {
        Window window = window(credential, resource);
        window.used = window.limit - remaining;
    }

    synchronized Map<String, String> headers(String credential, String resource) {
        Window window = window(credential, resource);
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-RateLimit-Limit", String.valueOf(window.limit));
        headers.put("X-RateLimit-Remaining", String.valueOf(window.limit - window.used));
        headers.put("X-RateLimit-Used", String.valueOf(window.used));
        headers.put("X-RateLimit-Reset", String.valueOf(window.reset.getEpochSecond()));
        headers.put("X-RateLimit-Resource", resource);
        return headers;
    }

    /** The answer to {@code GET /rate_limit}. */
    synchronized ObjectNode overview(String credential) {
        ObjectNode body = Json.object();
        ObjectNode resources = body.putObject("resources");
        for (String resource : new String[] {"core", "search", "code_search"}) {
            resources.set(resource, json(window(credential, resource)));
        }
        body.set("rate", json(window(credential, "core")));
        return body;
    }

    private static ObjectNode json(Window window) {
        return Json.object()
                .put("limit", window.limit)
                .put("used", window.used)
                .put("remaining", window.limit - window.used)
                .put("reset", window.reset.getEpochSecond());
    }

    private Window window(String credential, String resource) {
        Window window = windows.computeIfAbsent(new Key(credential, resource), key -> new Window());
        if (!clock.instant().isBefore(window.reset)) {
            boolean search = resource.contains("search");
            window.reset = clock.instant().plus(search ? Duration.ofMinutes(1) : Duration.ofHours(1));
            window.used = 0;
            window.limit = search ? SEARCHES : core;
        }
        return window;
    }
}
