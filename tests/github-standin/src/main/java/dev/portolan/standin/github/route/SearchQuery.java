package dev.portolan.standin.github.route;

import dev.portolan.standin.github.world.Repository;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A search text taken apart: words that must all occur, and qualifiers such as {@code repo:acme/billing}. */
record SearchQuery(List<String> words, Map<String, String> qualifiers) {

    private static final List<String> KNOWN =
            List.of("repo", "user", "org", "language", "path", "extension", "filename", "archived", "in");

    static SearchQuery of(String text) {
        List<String> words = new ArrayList<>();
        Map<String, String> qualifiers = new HashMap<>();
        for (String part : text.toLowerCase(Locale.ROOT).split("\\s+")) {
            int colon = part.indexOf(':');
            if (colon > 0 && KNOWN.contains(part.substring(0, colon))) {
                qualifiers.put(part.substring(0, colon), part.substring(colon + 1));
            } else if (!part.isBlank()) {
                words.add(part.replace("\"", ""));
            }
        }
        return new SearchQuery(List.copyOf(words), Map.copyOf(qualifiers));
    }

    boolean admits(Repository repository) {
        Repository.About about = repository.about();
        String owner = about.owner().login();
        return is("repo", repository.fullName())
                && is("user", owner)
                && is("org", owner)
                && is("language", about.language())
                && is("archived", String.valueOf(about.archived()));
    }

    boolean admitsPath(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return (!qualifiers.containsKey("path") || lower.contains(qualifiers.get("path")))
                && (!qualifiers.containsKey("extension") || lower.endsWith("." + qualifiers.get("extension")))
                && (!qualifiers.containsKey("filename")
                        || lower.substring(lower.lastIndexOf('/') + 1).contains(qualifiers.get("filename")));
    }

    boolean foundIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return words.stream().allMatch(lower::contains);
    }

    private boolean is(String qualifier, String value) {
        return !qualifiers.containsKey(qualifier) || qualifiers.get(qualifier).equalsIgnoreCase(value);
    }
}
