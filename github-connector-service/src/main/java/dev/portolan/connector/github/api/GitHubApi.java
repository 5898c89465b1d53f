package dev.portolan.connector.github.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.github.rate.RateHolds;
import dev.portolan.connector.github.rate.RateLimit;
import dev.portolan.connector.github.transport.CallTiming;
import dev.portolan.connector.github.transport.HttpTransport;
import dev.portolan.connector.github.transport.RawResponse;
import dev.portolan.connector.github.transport.ResponseCache;
import dev.portolan.connector.github.transport.TransportFailure;
import dev.portolan.mcp.server.ToolCallException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * GitHub's REST API as the connector uses it. Every method blocks and fails with a {@link ToolCallException} whose
 * text and code are ours ({@link Failure}).
 */
public class GitHubApi {

    private static final String VERSION = "2022-11-28";
    private static final int REDIRECTS = 3;

    private final HttpTransport transport;
    private final Credential credential;
    private final ResponseCache cache;
    private final RateHolds holds;
    private final CallTiming timing;
    private final ApiMetrics metrics;
    private final ObjectMapper json = WireJson.mapper();
    private final GitHubApiErrors errors;

    GitHubApi(
            HttpTransport transport,
            Credential credential,
            ResponseCache cache,
            RateHolds holds,
            CallTiming timing,
            ApiMetrics metrics) {
        this.transport = transport;
        this.credential = credential;
        this.cache = cache;
        this.holds = holds;
        this.timing = timing;
        this.metrics = metrics;
        this.errors = new GitHubApiErrors(json, credential);
    }

    /** Reads; repeats what failed in passing, revalidates what it read before. */
    public GitHubResponse read(GitHubRequest request) {
        CallTiming.Deadline deadline = timing.begin();
        for (int attempt = 1; ; attempt++) {
            Attempt result = attempt(request, deadline.left());
            if (!result.passing()) {
                if (result.good()) {
                    timing.retries().succeeded();
                }
                return result.orThrow(this::understood);
            }
            Optional<Duration> pause = timing.retries().pause(attempt, result.asked(), deadline.left());
            if (pause.isEmpty()) {
                return result.orThrow(this::understood);
            }
            metrics.retried();
            sleep(pause.get());
        }
    }

    /** Reads a list to its end by following its links, so many pages at most. */
    public List<WireObject> readAll(GitHubRequest first, int pages) {
        List<WireObject> all = new ArrayList<>();
        Optional<GitHubRequest> request = Optional.of(first);
        for (int page = 0; page < pages && request.isPresent(); page++) {
            GitHubResponse response = read(request.get());
            all.addAll(response.objects());
            request = response.links().next().map(first::at);
        }
        return all;
    }

    /** Sends something, once: a write is never repeated, as its first attempt may have counted. */
    public GitHubResponse write(GitHubRequest request) {
        return attempt(request, timing.begin().left()).orThrow(this::understood);
    }

    /** Whether there is a credential at all; without one some things cannot be asked. */
    public boolean hasCredential() {
        return !credential.isAnonymous();
    }

    /** Whether GitHub answers at all, at no cost to any budget. */
    public boolean reachable(Duration timeout) {
        try {
            return transport
                            .exchange("GET", "/rate_limit", headers(GitHubRequest.site("", "")), null, timeout)
                            .status()
                    < 500;
        } catch (TransportFailure e) {
            return false;
        }
    }

    private Attempt attempt(GitHubRequest request, Duration left) {
        Duration held = holds.left(budget(request));
        if (!held.isZero()) {
            return Attempt.failed(errors.limited(held, Map.of()), true, held);
        }
        try {
            return judged(request, exchange(request, timing.attempt(left)));
        } catch (TransportFailure e) {
            metrics.failed(e.kind().name());
            return Attempt.failed(GitHubApiErrors.of(e), e.kind() != TransportFailure.Kind.TOO_LARGE, Duration.ZERO);
        }
    }

    private Attempt judged(GitHubRequest request, RawResponse response) {
        metrics.answered(response.status(), RateLimit.of(response));
        if (response.status() == 200 || response.status() == 201) {
            return Attempt.good(response);
        }
        if (RateHolds.limited(response)) {
            Duration wait = holds.hold(budget(request), response);
            return Attempt.failed(errors.limited(wait, GitHubApiErrors.facts(response)), true, wait);
        }
        boolean passing = response.status() >= 500 && response.status() != 501;
        return Attempt.failed(errors.of(request, response), passing, Duration.ZERO);
    }

    private RawResponse exchange(GitHubRequest request, Duration timeout) {
        if (request.body() != null) {
            Map<String, String> headers = headers(request);
            headers.put("Content-Type", "application/json");
            return transport.exchange(
                    "POST", request.target(), headers, request.json().orElse(""), timeout);
        }
        GitHubRequest current = request;
        RawResponse response = conditional(current, timeout);
        for (int hop = 0; hop < REDIRECTS && redirected(response); hop++) {
            Optional<String> target = here(response);
            if (target.isEmpty()) {
                return response;
            }
            current = current.at(target.get());
            response = conditional(current, timeout);
        }
        return response;
    }

    private RawResponse conditional(GitHubRequest request, Duration timeout) {
        Map<String, String> headers = headers(request);
        ResponseCache.Key key = new ResponseCache.Key(credential.key(), request.accept(), request.target());
        Optional<RawResponse> kept = cache.find(key);
        kept.flatMap(answer -> answer.header("etag")).ifPresent(etag -> headers.put("If-None-Match", etag));
        RawResponse response = transport.exchange("GET", request.target(), headers, null, timeout);
        if (response.status() == 304 && kept.isPresent()) {
            metrics.notModified();
            return cache.confirmed(key, kept.get(), response);
        }
        cache.keep(key, response);
        return response;
    }

    private static boolean redirected(RawResponse response) {
        return response.status() == 301
                || response.status() == 302
                || response.status() == 307
                || response.status() == 308;
    }

    /** Where a redirect leads, if that is on the same origin; a token never goes anywhere else. */
    private Optional<String> here(RawResponse response) {
        try {
            return response.header("location")
                    .map(URI::create)
                    .filter(transport.origin()::holds)
                    .flatMap(transport.origin()::target);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private RateHolds.Budget budget(GitHubRequest request) {
        return new RateHolds.Budget(credential.key(), request.resource());
    }

    private Map<String, String> headers(GitHubRequest request) {
        Map<String, String> headers = new HashMap<>(credential.headers());
        headers.put("Accept", request.accept());
        headers.put("X-GitHub-Api-Version", VERSION);
        headers.put("User-Agent", "portolan-github-connector");
        return headers;
    }

    private GitHubResponse understood(RawResponse response) {
        try {
            JsonNode body = json.readTree(response.body());
            PageLinks links = PageLinks.of(response.header("link"), transport.origin());
            return new GitHubResponse(body, links, RateLimit.of(response));
        } catch (JsonProcessingException e) {
            throw Failure.UPSTREAM_MISBEHAVED.because("GitHub's answer is not JSON.");
        }
    }

    private static void sleep(Duration pause) {
        try {
            // a latch nobody opens: a pause that ends early when the thread is interrupted
            boolean opened = new CountDownLatch(1).await(pause.toMillis(), TimeUnit.MILLISECONDS);
            assert !opened;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.TIMEOUT.because("The call was ended before GitHub answered.");
        }
    }
}
