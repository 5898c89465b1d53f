package dev.portolan.standin.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GitHubStandInTest {

    private final GitHubStandIn standIn = GitHubStandIn.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        standIn.close();
    }

    @Test
    void linksLeadThroughAllPages() throws IOException, InterruptedException {
        // When
        Set<Integer> numbers = new HashSet<>();
        URI next = at("/repos/acme/storefront/issues?state=all&per_page=7");
        while (next != null) {
            HttpResponse<String> page = send(request(next));
            json(page).forEach(issue -> numbers.add(issue.path("number").asInt()));
            Matcher link = Pattern.compile("<([^>]+)>; rel=\"next\"")
                    .matcher(page.headers().firstValue("link").orElse(""));
            next = link.find() ? URI.create(link.group(1)) : null;
        }

        // Then
        assertThat(numbers).hasSize(47);
    }

    @Test
    void whatIsNotModifiedCostsNothing() throws IOException, InterruptedException {
        HttpResponse<String> first = send(request(at("/repos/acme/billing")));
        HttpResponse<String> second = send(request(at("/repos/acme/billing"))
                .header("If-None-Match", first.headers().firstValue("etag").orElseThrow()));
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(second.headers().firstValue("x-ratelimit-remaining")).contains("4999");
    }

    @Test
    void everyTokenHasItsOwnBudget() throws IOException, InterruptedException {
        standIn.leave("poor", "core", 0);
        assertThat(send(as("poor", "/repos/acme/billing")).statusCode()).isEqualTo(403);
        assertThat(send(as("rich", "/repos/acme/billing")).statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsCreatedIsThere() throws IOException, InterruptedException {
        HttpResponse<String> created = send(
                as("t", "/repos/acme/billing/issues").POST(HttpRequest.BodyPublishers.ofString("{\"title\":\"New\"}")));
        assertThat(created.statusCode()).isEqualTo(201);
        String location = created.headers().firstValue("location").orElseThrow();
        assertThat(json(send(request(URI.create(location)))).path("title").asText())
                .isEqualTo("New");
    }

    @Test
    void withoutATokenNothingIsWritten() throws IOException, InterruptedException {
        HttpResponse<String> refused = send(request(at("/repos/acme/billing/issues"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"title\":\"New\"}")));
        assertThat(refused.statusCode()).isEqualTo(401);
    }

    @Test
    void refusalsHaveGitHubsShapes() throws IOException, InterruptedException {
        assertThat(send(as("invalid-1", "/repos/acme/billing")).statusCode()).isEqualTo(401);
        assertThat(send(request(at("/repos/acme/none"))).statusCode()).isEqualTo(404);
        HttpResponse<String> invalid = send(request(at("/search/repositories")));
        assertThat(invalid.statusCode()).isEqualTo(422);
        assertThat(json(invalid).at("/errors/0/field").asText()).isEqualTo("q");
        assertThat(json(send(request(at("/repos/acme/webshop"))))
                        .path("message")
                        .asText())
                .isEqualTo("Moved Permanently");
    }

    @Test
    void troubleIsSwitchedOnFromOutside() throws IOException, InterruptedException {
        // Given
        send(request(at("/_standin/faults?kind=secondary_limit_429&value=30&times=1"))
                .POST(HttpRequest.BodyPublishers.noBody()));

        // When
        HttpResponse<String> limited = send(request(at("/repos/acme/billing")));

        // Then
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("retry-after")).contains("30");
        assertThat(send(request(at("/repos/acme/billing"))).statusCode()).isEqualTo(200);
    }

    @Test
    void aConnectionCanBreak() {
        standIn.faults().add(Fault.Kind.DROP, "");
        HttpRequest.Builder post =
                request(at("/repos/acme/billing/issues")).POST(HttpRequest.BodyPublishers.ofString("{}"));
        assertThatThrownBy(() -> send(post)).isInstanceOf(IOException.class);
    }

    @Test
    void aLateAnswerIsTheTrueOne() throws IOException, InterruptedException {
        standIn.faults().add(Fault.Kind.SLOW, "50");
        assertThat(json(send(request(at("/repos/acme/billing")))).path("name").asText())
                .isEqualTo("billing");
    }

    private URI at(String path) {
        return URI.create(standIn.url() + path);
    }

    private HttpRequest.Builder as(String token, String path) {
        return request(at(path)).header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }
}
