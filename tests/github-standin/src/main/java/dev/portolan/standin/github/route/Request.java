package dev.portolan.standin.github.route;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.standin.github.view.Addresses;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What was asked, decoded.
 *
 * @param segments the path's segments, decoded, without empty ones
 * @param body the JSON body, or a missing node
 * @param authenticated whether a credential was given (one that is refused never comes this far)
 */
public record Request(
        String method,
        List<String> segments,
        Map<String, String> query,
        String accept,
        JsonNode body,
        boolean authenticated,
        Addresses addresses) {

    public Request {
        segments = List.copyOf(segments);
        query = Map.copyOf(query);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isBlank());
    }

    OptionalInt number(String name) {
        try {
            return OptionalInt.of(Integer.parseInt(query.getOrDefault(name, "")));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    boolean is(String verb, String pattern) {
        String[] expected = pattern.split("/");
        if (!method.equals(verb) || expected.length > segments.size()) {
            return false;
        }
        boolean open = expected[expected.length - 1].equals("**");
        if (!open && expected.length != segments.size()) {
            return false;
        }
        for (int i = 0; i < expected.length - (open ? 1 : 0); i++) {
            if (!expected[i].equals("*") && !expected[i].equals(segments.get(i))) {
                return false;
            }
        }
        return true;
    }
}
