package dev.portolan.connector.github.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One request, not yet sent.
 *
 * @param subject what it is about in our words, for messages: "issue 5 of acme/storefront"
 * @param target encoded path and query below the API's base
 * @param body JSON to send, or null for a read
 */
public record GitHubRequest(
        String subject,
        String target,
        String accept,
        @Nullable ObjectNode body) {

    private static final String JSON = "application/vnd.github+json";
    private static final String JSON_WITH_MATCHES = "application/vnd.github.text-match+json";

    /** Something of the whole site, such as a search. */
    public static GitHubRequest site(String subject, String path) {
        return new GitHubRequest(subject, path, JSON, null);
    }

    /** Something in a repository; segments are encoded here and may hold anything. */
    public static GitHubRequest in(RepositoryName repository, String subject, String... segments) {
        String path = repository.path()
                + Arrays.stream(segments).map(segment -> "/" + encoded(segment)).collect(Collectors.joining());
        return new GitHubRequest(subject + " of " + repository, path, JSON, null);
    }

    /** With query parameters in their order; those whose value is null are left out. */
    public GitHubRequest with(Map<String, ? extends @Nullable Object> parameters) {
        Map<String, Object> given = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            if (value != null) {
                given.put(name, value);
            }
        });
        if (given.isEmpty()) {
            return this;
        }
        String query = given.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(String.valueOf(parameter.getValue())))
                .collect(Collectors.joining("&"));
        return new GitHubRequest(subject, target + (target.contains("?") ? "&" : "?") + query, accept, body);
    }

    /** One page of a list. */
    public GitHubRequest with(PageRequest page) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("per_page", page.perPage());
        parameters.put("page", page.page());
        return with(parameters);
    }

    /** Asking for the places where search words were found. */
    public GitHubRequest withMatches() {
        return new GitHubRequest(subject, target, JSON_WITH_MATCHES, body);
    }

    /** Sending something. */
    public GitHubRequest sending(ObjectNode json) {
        return new GitHubRequest(subject, target, accept, json);
    }

    GitHubRequest at(String otherTarget) {
        return new GitHubRequest(subject, otherTarget, accept, body);
    }

    /** The budget GitHub charges this to. */
    String resource() {
        return target.startsWith("/search/code") ? "code_search" : target.startsWith("/search/") ? "search" : "core";
    }

    Optional<String> json() {
        return Optional.ofNullable(body).map(ObjectNode::toString);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
