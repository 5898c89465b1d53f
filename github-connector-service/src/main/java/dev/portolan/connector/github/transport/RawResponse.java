package dev.portolan.connector.github.transport;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An answer as it came.
 *
 * @param headers the first value of each, names in lower case
 * @param body decoded text
 */
public record RawResponse(int status, Map<String, String> headers, String body) {

    public RawResponse {
        headers = Map.copyOf(headers);
    }

    RawResponse(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, new String(body, StandardCharsets.UTF_8));
    }

    /** A header, looked up without case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
}
