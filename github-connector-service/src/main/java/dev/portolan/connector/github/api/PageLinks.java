package dev.portolan.connector.github.api;

import dev.portolan.connector.github.transport.Origin;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Link header of a page (RFC 8288). Of an address only path and query are used, below the configured origin:
 * whatever host it names, no request goes there.
 */
public final class PageLinks {

    private static final int LONGEST = 8192;
    private static final Pattern LINK = Pattern.compile("<([^<>]{1,2048})>\\s*;\\s*rel=\"?([a-z]{1,20})\"?");
    private static final Pattern PAGE = Pattern.compile("[?&]page=([0-9]{1,9})(?:&|$)");

    private final Map<String, String> targets;

    private PageLinks(Map<String, String> targets) {
        this.targets = Map.copyOf(targets);
    }

    static PageLinks of(Optional<String> header, Origin origin) {
        Map<String, String> targets = new HashMap<>();
        Matcher link =
                LINK.matcher(header.filter(text -> text.length() <= LONGEST).orElse(""));
        while (link.find()) {
            target(link.group(1), origin).ifPresent(target -> targets.put(link.group(2), target));
        }
        return new PageLinks(targets);
    }

    /** Path and query of the next page. */
    Optional<String> next() {
        return Optional.ofNullable(targets.get("next"));
    }

    /** Number of the next page. */
    public Optional<Integer> nextPage() {
        return page("next");
    }

    /** Number of the last page. */
    public Optional<Integer> lastPage() {
        return page("last");
    }

    private Optional<Integer> page(String relation) {
        Matcher page = PAGE.matcher(targets.getOrDefault(relation, ""));
        return page.find() ? Optional.of(Integer.valueOf(page.group(1))) : Optional.empty();
    }

    private static Optional<String> target(String address, Origin origin) {
        try {
            return origin.target(URI.create(address));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
