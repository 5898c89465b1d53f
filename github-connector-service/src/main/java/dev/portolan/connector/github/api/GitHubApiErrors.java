package dev.portolan.connector.github.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.connector.github.failure.Failure;
import dev.portolan.connector.github.transport.RawResponse;
import dev.portolan.connector.github.transport.TransportFailure;
import dev.portolan.mcp.server.ToolCallException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What GitHub's refusals mean to a caller: the only place where they become messages. Of GitHub's own words only
 * field names, error codes, permissions and request ids pass, each held against its pattern.
 */
final class GitHubApiErrors {

    private static final String REQUEST_ID = "[A-Za-z0-9:-]{1,64}";
    private static final String FIELD = "[A-Za-z_.\\[\\]0-9]{1,40}";
    private static final String PERMISSIONS = "[a-z_=;, ]{1,200}";

    private final ObjectMapper json;
    private final Credential credential;

    GitHubApiErrors(ObjectMapper json, Credential credential) {
        this.json = json;
        this.credential = credential;
    }

    /** The failure an answer stands for; call it with answers that are not good. */
    ToolCallException of(GitHubRequest request, RawResponse response) {
        Map<String, Object> facts = facts(response);
        String subject = request.subject();
        return switch (response.status()) {
            case 401 -> Failure.UNAUTHORIZED.because(unauthorized(), facts);
            case 403 ->
                Failure.FORBIDDEN.because(
                        "The connector's credential may not do this with " + subject + permissions(response) + ".",
                        facts);
            case 404 ->
                Failure.NOT_FOUND.because(
                        "GitHub has no " + subject + ", or the connector's credential may not see it.", facts);
            case 410 -> Failure.NOT_FOUND.because("GitHub says that " + subject + " is gone or turned off.", facts);
            case 409 -> Failure.CONFLICT.because("GitHub cannot do this with " + subject + " as it is now.", facts);
            case 400, 422 -> Failure.VALIDATION_FAILED.because(invalid(request, response), facts);
            case 301, 302, 307, 308 ->
                Failure.MOVED.because(
                        "There is no " + subject + " under this name any more; get_repository shows its new one.",
                        facts);
            case 451 -> Failure.FORBIDDEN.because("GitHub withholds " + subject + " for legal reasons.", facts);
            default ->
                response.status() >= 500
                        ? Failure.UNAVAILABLE.because("GitHub reports an error of its own. Try again later.", facts)
                        : Failure.UPSTREAM_MISBEHAVED.because(
                                "GitHub gave an answer that is not expected here.", facts);
        };
    }

    /** The failure of a budget that is used up. */
    ToolCallException limited(Duration wait, Map<String, Object> facts) {
        Map<String, Object> all = new HashMap<>(facts);
        all.put("retryAfterMs", wait.toMillis());
        return Failure.RATE_LIMITED.because(
                "GitHub's rate limit for the connector is used up. Retry after " + Math.max(1, wait.toSeconds())
                        + " seconds.",
                all);
    }

    /** The failure of an exchange without a complete answer. */
    static ToolCallException of(TransportFailure failure) {
        return switch (failure.kind()) {
            case TIMEOUT -> Failure.TIMEOUT.because("GitHub did not answer in time. Try again later.");
            case UNAVAILABLE -> Failure.UNAVAILABLE.because("GitHub cannot be reached. Try again later.");
            case TOO_LARGE ->
                Failure.TOO_LARGE.because(
                        "GitHub's answer is larger than allowed. Ask for less: a smaller page, a single file.");
        };
    }

    /** What may be told of any answer. */
    static Map<String, Object> facts(RawResponse response) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("status", response.status());
        response.header("x-github-request-id")
                .filter(id -> id.matches(REQUEST_ID))
                .ifPresent(id -> facts.put("requestId", id));
        return facts;
    }

    private String unauthorized() {
        return credential.isAnonymous()
                ? "GitHub wants a credential for this and the connector has none; its operator can set github.token."
                : "GitHub refuses the connector's credential; its operator must renew github.token.";
    }

    private static String permissions(RawResponse response) {
        return response.header("x-accepted-github-permissions")
                .filter(text -> text.matches(PERMISSIONS))
                .map(text -> "; it would need " + text)
                .orElse("");
    }

    private String invalid(GitHubRequest request, RawResponse response) {
        Set<String> fields = new LinkedHashSet<>();
        for (JsonNode error : tree(response).path("errors")) {
            String field = error.path("field").asText("");
            String code = error.path("code").asText("");
            if (field.matches(FIELD)) {
                fields.add(code.matches(FIELD) ? field + " (" + code + ")" : field);
            }
        }
        String which = fields.isEmpty() ? "" : ": " + String.join(", ", fields);
        return "GitHub finds the arguments for " + request.subject() + " invalid" + which + ".";
    }

    private JsonNode tree(RawResponse response) {
        try {
            return json.readTree(response.body());
        } catch (JsonProcessingException e) {
            return json.createObjectNode();
        }
    }
}
