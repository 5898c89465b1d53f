package dev.portolan.standin.github;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the part of an address behind the question mark. */
final class Query {

    private Query() {}

    /** The parameters, decoded; of one that is repeated the last counts. */
    static Map<String, String> of(@Nullable String raw) {
        Map<String, String> parameters = new HashMap<>();
        for (String part : (raw == null ? "" : raw).split("&")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parameters.put(decoded(part.substring(0, equals)), decoded(part.substring(equals + 1)));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
