package dev.portolan.standin.github;

import java.util.List;
import java.util.Map;

/**
 * One request and what was answered, for whoever judges or counts them.
 *
 * @param path path and query as they came
 * @param requestHeaders names in lower case
 * @param fault whether the answer was spoilt on purpose
 */
public record Exchange(
        String method,
        String path,
        Map<String, List<String>> requestHeaders,
        String requestBody,
        int status,
        Map<String, String> responseHeaders,
        String responseBody,
        boolean fault) {

    public Exchange {
        requestHeaders = Map.copyOf(requestHeaders);
        responseHeaders = Map.copyOf(responseHeaders);
    }

    @Override
    public String toString() {
        return method + " " + path + " " + status;
    }
}
